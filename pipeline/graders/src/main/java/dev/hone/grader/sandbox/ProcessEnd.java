package dev.hone.grader.sandbox;

/**
 * How a process ended.
 *
 * @param bySignal whether a signal ended it
 * @param number of the signal, or the exit code
 */
public record ProcessEnd(boolean bySignal, int number) {

    /** As a program ends that has nothing to complain of. */
    public static final ProcessEnd GOOD = new ProcessEnd(false, 0);

    private static final int FIRST_SIGNAL = 128;

    /** From the exit code as shells write it: 128 and the number of the signal. */
    static ProcessEnd of(int exitCode) {
        return exitCode > FIRST_SIGNAL
                ? new ProcessEnd(true, exitCode - FIRST_SIGNAL)
                : new ProcessEnd(false, exitCode);
    }

    @Override
    public String toString() {
        return (bySignal ? "signal " : "exit code ") + number;
    }
}
