package dev.hone.jobs;

import dev.hone.config.JobSpec;
import dev.hone.config.Part;
import dev.hone.config.SpecReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options of commands that work from a specification. */
final class SpecOptions {

    @Option(
            names = "--spec",
            required = true,
            paramLabel = "FILE",
            description = "the specification of the run (docs/specification.md)")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "override a key, such as train.learningRate=2e-5; may be given several times")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--run-id", paramLabel = "ID", description = "the run's id; the same as --set run=ID")
    private String runId;

    /** Reads the specification. */
    JobSpec read(Set<Part> needed) {
        return new SpecReader(System.getenv()).read(file, allOverrides(), needed);
    }

    /** The same for no command in particular: whatever is written is checked. */
    JobSpec readWhole() {
        return new SpecReader(System.getenv()).readWhole(file, allOverrides());
    }

    private List<String> allOverrides() {
        List<String> all = new ArrayList<>(overrides);
        if (runId != null) {
            all.add("run=" + runId);
        }
        return all;
    }
}
