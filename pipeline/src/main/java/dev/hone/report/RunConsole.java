package dev.hone.report;

import java.io.PrintStream;

/** Prints the progress of a run: lines always, a bar below them on a terminal only. */
public final class RunConsole {

    private static final int BAR_WIDTH = 40;
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final boolean terminal;

    public RunConsole(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Standard output, with a bar when scripts/hone found a terminal there and said so with HONE_TERMINAL=1. */
    public static RunConsole standard() {
        return new RunConsole(System.out, "1".equals(System.getenv("HONE_TERMINAL")));
    }

    /** Prints a line. */
    public void line(String text) {
        clearBar();
        out.println(Printable.of(text));
        out.flush();
    }

    /** Prints a completed step and moves the bar. */
    public void step(StepLine step) {
        line(step.text());
        if (terminal && step.step() < step.steps()) {
            int filled = BAR_WIDTH * step.step() / step.steps();
            out.print("[" + "█".repeat(filled) + "·".repeat(BAR_WIDTH - filled) + "] " + step.step() + "/"
                    + step.steps());
            out.flush();
        }
    }

    private void clearBar() {
        if (terminal) {
            out.print(CLEAR_LINE);
        }
    }
}
