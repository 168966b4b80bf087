package dev.hone.report;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Prints the progress of a run: its lines, and what is being done at the moment. A terminal shows that below the lines, with a bar of the
 * steps and a spinner; elsewhere it becomes a line of its own where nothing was printed for half a minute.
 */
public final class RunConsole {

    private static final int BAR_WIDTH = 30;
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static final long FRAME_MILLIS = 100;
    private static final long QUIET_SECONDS = 30;
    private static final String WARNING = "warning:";

    private final PrintStream out;
    private final Terminal terminal;
    private final LongSupplier nanos;

    private String bar = "";
    private String activity = "";
    private long activeSince;
    private long printedAt;

    /**
     * A console that shows what is being done when {@link #tick} is called.
     *
     * @param nanos a clock in nanoseconds
     */
    RunConsole(PrintStream out, Terminal terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.printedAt = nanos.getAsLong();
    }

    /** One that shows what is being done only when that changes. */
    public RunConsole(PrintStream out, boolean terminal) {
        this(out, terminal ? new Terminal(true, false, Integer.MAX_VALUE) : Terminal.NONE, System::nanoTime);
    }

    /** Standard output, looked after by a thread that does not keep the process alive. */
    public static RunConsole standard() {
        return lookedAfter(System.out, Terminal.ofStdout());
    }

    /** Standard error, for a command whose standard output is read by a program. */
    public static RunConsole onStderr() {
        return lookedAfter(System.err, Terminal.ofStderr());
    }

    /** One that shows nothing. */
    public static RunConsole silent() {
        return new RunConsole(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
    }

    private static RunConsole lookedAfter(PrintStream out, Terminal terminal) {
        RunConsole console = new RunConsole(out, terminal, System::nanoTime);
        TimerTask tick = new TimerTask() {
            @Override
            public void run() {
                console.tick();
            }
        };
        long millis = terminal.interactive() ? FRAME_MILLIS : TimeUnit.SECONDS.toMillis(1);
        new Timer("console", true).schedule(tick, millis, millis);
        return console;
    }

    /** Prints a line. */
    public synchronized void line(String text) {
        String shown = Printable.of(text);
        print(shown.startsWith(WARNING) ? terminal.warning(WARNING) + shown.substring(WARNING.length()) : shown);
    }

    /** Prints a completed step and moves the bar. */
    public synchronized void step(StepLine step) {
        progress(step.step(), step.steps());
        print(step.text(terminal));
    }

    /** Moves the bar. */
    public synchronized void progress(int step, int steps) {
        int filled = BAR_WIDTH * step / steps;
        bar = "[" + "█".repeat(filled) + "·".repeat(BAR_WIDTH - filled) + "] " + step + "/" + steps + "  ";
    }

    /** Says what is done from now on, such as "sampling step 3". */
    public synchronized void doing(String what) {
        activity = Printable.line(what);
        activeSince = nanos.getAsLong();
        show();
    }

    /** Does work, shown as long as it takes. */
    public <T> T during(String what, Supplier<T> work) {
        doing(what);
        try {
            return work.get();
        } finally {
            done();
        }
    }

    /** Nothing more is done. */
    public synchronized void done() {
        activity = "";
        bar = "";
        clear();
        out.flush();
    }

    /** Shows for how long it is being done. */
    synchronized void tick() {
        if (activity.isEmpty()) {
            return;
        }
        if (terminal.interactive()) {
            show();
        } else if (seconds(printedAt) >= QUIET_SECONDS) {
            line("… " + activity + ", for " + StepLine.duration((double) seconds(activeSince)));
        }
    }

    private void print(String text) {
        clear();
        out.println(text);
        out.flush();
        printedAt = nanos.getAsLong();
        show();
    }

    /** A line that is too long would be two, and only the second of them could be cleared. */
    private void show() {
        if (terminal.interactive() && !activity.isEmpty()) {
            String text = spinner() + " " + bar + activity + "  " + StepLine.duration((double) seconds(activeSince));
            out.print(CLEAR_LINE + text.substring(0, Math.min(text.length(), terminal.columns() - 1)));
            out.flush();
        }
    }

    private char spinner() {
        long frame = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - activeSince) / FRAME_MILLIS;
        return SPINNER.charAt((int) (frame % SPINNER.length()));
    }

    private void clear() {
        if (terminal.interactive()) {
            out.print(CLEAR_LINE);
        }
    }

    private long seconds(long since) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - since);
    }
}
