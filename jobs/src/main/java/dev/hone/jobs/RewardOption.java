package dev.hone.jobs;

import dev.hone.config.JobSpec;
import dev.hone.config.RewardDocument;
import dev.hone.error.ConfigException;
import dev.hone.reward.RewardDefinition;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Another reward than the one that trained: a file of its own, or the specification's section as it is now. */
final class RewardOption {

    @Option(
            names = "--reward",
            paramLabel = "FILE",
            description = "YAML file with the reward's kind and parameters, or a specification with a section reward"
                    + " (default: the section reward of --spec, as --set changes it)")
    private Path file;

    boolean isGiven() {
        return file != null;
    }

    /** The reward of the file, or else of the specification. */
    RewardDefinition read(JobSpec spec) {
        if (isGiven()) {
            return RewardDocument.read(file, System.getenv());
        }
        return spec.reward()
                .orElseThrow(() -> new ConfigException("there is no reward to score with: name one by --reward FILE, or"
                        + " add a section reward to the specification"));
    }
}
