package dev.hone.train.step;

import static dev.hone.SampleRows.rollout;
import static org.assertj.core.api.Assertions.assertThat;

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
}
