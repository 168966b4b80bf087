package dev.hone.report;

import java.io.PrintStream;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Prints the progress of a run: its lines, and what is being done at the moment. A terminal shows that below the lines, with a bar of the
 * steps; elsewhere it becomes a line of its own where nothing was printed for half a minute.
 */
public final class RunConsole {

    private static final int BAR_WIDTH = 30;
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final long TICK_MILLIS = 1_000;
    private static final long QUIET_SECONDS = 30;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;

    private String bar = "";
    private String activity = "";
    private long activeSince;
    private long printedAt;

    /**
     * A console that shows what is being done when {@link #tick} is called.
     *
     * @param terminal whether a line can be written over
     * @param nanos a clock in nanoseconds
     */
    RunConsole(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.printedAt = nanos.getAsLong();
    }

    /** One that shows what is being done only when that changes. */
    public RunConsole(PrintStream out, boolean terminal) {
        this(out, terminal, System::nanoTime);
    }

    /** Standard output, looked after every second by a thread that does not keep the process alive. */
    @SuppressWarnings("SystemConsoleNull") // Hone runs on Java 17, where it is null without a terminal
    public static RunConsole standard() {
        RunConsole console = new RunConsole(System.out, System.console() != null, System::nanoTime);
        TimerTask tick = new TimerTask() {
            @Override
            public void run() {
                console.tick();
            }
        };
        new Timer("console", true).schedule(tick, TICK_MILLIS, TICK_MILLIS);
        return console;
    }

    /** Prints a line. */
    public synchronized void line(String text) {
        clear();
        out.println(Printable.of(text));
        out.flush();
        printedAt = nanos.getAsLong();
        show();
    }

    /** Prints a completed step and moves the bar. */
    public synchronized void step(StepLine step) {
        progress(step.step(), step.steps());
        line(step.text());
    }

    /** Moves the bar. */
    public synchronized void progress(int step, int steps) {
        int filled = BAR_WIDTH * step / steps;
        bar = "[" + "█".repeat(filled) + "·".repeat(BAR_WIDTH - filled) + "] " + step + "/" + steps + "  ";
    }

    /** Says what is done from now on, such as "sampling step 3". */
    public synchronized void doing(String what) {
        activity = what;
        activeSince = nanos.getAsLong();
        show();
    }

    /** Nothing more is done. */
    public synchronized void done() {
        activity = "";
        clear();
        out.flush();
    }

    /** Shows for how long it is being done. */
    synchronized void tick() {
        if (activity.isEmpty()) {
            return;
        }
        if (terminal) {
            show();
        } else if (seconds(printedAt) >= QUIET_SECONDS) {
            line("… " + activity + ", for " + StepLine.duration((double) seconds(activeSince)));
        }
    }

    private void show() {
        if (terminal && !activity.isEmpty()) {
            out.print(CLEAR_LINE + bar + activity + "  " + StepLine.duration((double) seconds(activeSince)));
            out.flush();
        }
    }

    private void clear() {
        if (terminal) {
            out.print(CLEAR_LINE);
        }
    }

    private long seconds(long since) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - since);
    }
}
