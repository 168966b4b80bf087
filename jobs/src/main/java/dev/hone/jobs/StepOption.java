package dev.hone.jobs;

import dev.hone.run.SavedRun;
import picocli.CommandLine.Option;

/** Which policy of a run a command takes. */
final class StepOption {

    @Option(
            names = "--step",
            paramLabel = "N",
            description =
                    "the policy after this step (default: the best on validation, or the last, as evaluate.keepBest says)")
    private Integer step;

    /** The step that is asked for. */
    int of(SavedRun run) {
        return step == null ? run.tunedStep() : step;
    }
}
