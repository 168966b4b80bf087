package dev.hone.rescore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TestStepRange {

    @Test
    void bothEndsAreIncluded() {
        assertThat(StepRange.of("3-10")).isEqualTo(new StepRange(3, 10));
        assertThat(StepRange.of(" 7 ")).isEqualTo(new StepRange(7, 7));
        assertThat(StepRange.of("0-2").holds(2)).isTrue();
        assertThat(StepRange.of("0-2").holds(3)).isFalse();
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> StepRange.of("9-7")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StepRange.of("the last"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("like 3-10 or 7");
    }
}
