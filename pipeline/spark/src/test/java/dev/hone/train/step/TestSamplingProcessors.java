package dev.hone.train.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.schema.RolloutRow;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestSamplingProcessors {

    @Test
    void anExecutorWithAnotherProcessorIsToldOnce() {
        SamplingProcessors processors = new SamplingProcessors("A (avx512)");
        assertThat(processors.check(List.of(rollout("A (avx512)")))).isEmpty();
        assertThat(processors.check(List.of(rollout("A (avx512)"), rollout("B (avx2)"))))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .startsWith(
                                "executor host-1 samples on the processor B (avx2), and the driver has A (avx512)"));
        assertThat(processors.check(List.of(rollout("B (avx2)")))).isEmpty();
    }

    private static RolloutRow rollout(String cpu) {
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
                Instant.EPOCH);
    }
}
