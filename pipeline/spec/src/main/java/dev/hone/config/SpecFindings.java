package dev.hone.config;

import java.util.List;
import java.util.Optional;

/**
 * What is right and wrong with a specification that is being written.
 *
 * @param spec with every value; empty where there are errors
 * @param warnings what is allowed but deserves a look
 */
public record SpecFindings(Optional<JobSpec> spec, List<Found> errors, List<String> warnings) {

    /**
     * One error.
     *
     * @param line 0 for none in particular
     * @param path the key, such as {@code train.batchSize}; empty for none in particular
     */
    public record Found(int line, String path, String text) {}

    public SpecFindings {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }
}
