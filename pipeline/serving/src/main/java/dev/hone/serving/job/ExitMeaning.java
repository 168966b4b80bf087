package dev.hone.serving.job;

/** What the exit codes of the command line mean, for people. */
final class ExitMeaning {

    private static final int OF_SIGNALS = 128;

    private ExitMeaning() {}

    /** Whether the process did what it was started for. */
    static boolean isGood(int code) {
        return code == 0 || code == 99;
    }

    /** Whether a signal ended it, which may be ours. */
    static boolean isSignal(int code) {
        return code > OF_SIGNALS;
    }

    static String of(int code) {
        return switch (code) {
            case 0 -> "done";
            case 2 -> "the command line is wrong";
            case 65 -> "the data, a table or a checkpoint cannot be used";
            case 69 -> "a judge or reward endpoint does not answer; resume it when it does";
            case 70 -> "the training diverged or collapsed; its last good checkpoint is kept";
            case 75 -> "storage failed or a disk is full; resume it when that is mended";
            case 78 -> "it cannot run until what the last lines name is changed";
            case 99 -> "there was nothing to do: the run is complete already";
            case 126, 127 -> "the command could not be started";
            case 137 -> "killed, perhaps because memory ran out; it resumes from its last step";
            case 129, 130, 143 -> "ended from outside; it resumes from its last step";
            default ->
                isSignal(code)
                        ? "ended by signal " + (code - OF_SIGNALS) + "; it resumes from its last step"
                        : "an error that nobody foresaw";
        };
    }
}
