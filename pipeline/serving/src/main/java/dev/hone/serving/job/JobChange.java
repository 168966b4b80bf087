package dev.hone.serving.job;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A state that a job came into.
 *
 * @param process its process, from the state running on
 * @param exitCode once the process has ended
 * @param reason in words; empty where the state says all
 */
public record JobChange(JobState state, Instant at, Optional<JobProcess> process, OptionalInt exitCode, String reason) {

    static JobChange to(JobState state, String reason) {
        return new JobChange(state, Instant.now(), Optional.empty(), OptionalInt.empty(), reason);
    }

    JobChange with(JobProcess its) {
        return new JobChange(state, at, Optional.of(its), exitCode, reason);
    }

    JobChange withExitCode(int code) {
        return new JobChange(state, at, process, OptionalInt.of(code), reason);
    }
}
