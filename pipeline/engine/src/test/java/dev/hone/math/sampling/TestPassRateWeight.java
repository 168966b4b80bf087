package dev.hone.math.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TestPassRateWeight {

    private final PassRateWeight weight = new PassRateWeight(0.25);

    @Test
    void promptsThatAreAlwaysOrNeverSolvedWeighLeastAndHalfSolvedOnesMost() {
        assertThat(weight.of(OptionalDouble.of(0))).isEqualTo(0.25);
        assertThat(weight.of(OptionalDouble.of(1))).isEqualTo(0.25);
        assertThat(weight.of(OptionalDouble.of(0.5))).isEqualTo(1);
        assertThat(weight.of(OptionalDouble.of(0.125))).isCloseTo(0.25 + 0.75 * 4 * 0.125 * 0.875, within(1e-15));
    }

    @Test
    void anUnknownPassRateWeighsNothingLess() {
        assertThat(weight.of(OptionalDouble.empty())).isEqualTo(1);
    }

    @Test
    void noPromptIsLeftOutForGood() {
        assertThatThrownBy(() -> new PassRateWeight(0))
                .hasMessage("leastWeight must be above 0 and at most 1, got 0.0");
        assertThatThrownBy(() -> new PassRateWeight(1.5)).hasMessageContaining("at most 1");
    }
}
