package dev.hone.serving.job;

/** What the exit codes of the command line mean, for people. */
final class ExitMeaning {

    private static final int OF_SIGNALS = 128;

    private ExitMeaning() {}

    /** Whether the process did what it was started for. */
    static boolean isGood(int code) {
        return code == 0 || code == 99;
    }

    static String of(int code) {
        return switch (code) {
            case 0 -> "done";
            case 2, 78 -> "the specification is wrong";
            case 65 -> "the data cannot be used";
            case 69 -> "a judge or reward endpoint does not answer; resume it when it does";
            case 70 -> "the training diverged; its checkpoints stay";
            case 75 -> "storage failed; resume it when it is well";
            case 99 -> "there was nothing to do: the run is complete already";
            case 126, 127 -> "the command could not be started";
            case 137 -> "killed, perhaps because memory ran out; it resumes from its last step";
            default ->
                code > OF_SIGNALS
                        ? "ended by signal " + (code - OF_SIGNALS) + "; it resumes from its last step"
                        : "an error that nobody foresaw";
        };
    }
}
