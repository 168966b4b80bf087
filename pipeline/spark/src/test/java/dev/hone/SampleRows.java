package dev.hone;

import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.schema.CheckpointRow;
import dev.hone.schema.RolloutRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Rows of the run {@code r} for tests that ask for any row. */
public final class SampleRows {

    private SampleRows() {}

    /** The first sample of prompt {@code p} in step 1, of {@code host-1} with this processor. */
    public static RolloutRow rollout(String cpu) {
        return new RolloutRow(
                "r",
                1,
                "p",
                0,
                0,
                "sha",
                42L,
                "yes",
                List.of(5),
                List.of(-0.5f),
                CompletionParts.answerOnly("yes"),
                List.of(),
                "end_of_sequence",
                7,
                0,
                12,
                "host-1",
                cpu,
                Instant.parse("2026-03-07T14:05:09Z"));
    }

    /** The checkpoint of a step. */
    public static CheckpointRow checkpoint(int step) {
        return new CheckpointRow(
                "r",
                step,
                "path",
                "sha",
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Instant.EPOCH);
    }
}
