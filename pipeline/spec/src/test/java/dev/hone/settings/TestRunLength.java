package dev.hone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TestRunLength {

    @Test
    void aRunWithoutLimitsIsOneEpoch() {
        assertThat(length(0, 0).steps(100)).isEqualTo(13);
        assertThat(length(0, 0).steps(0)).isZero();
        assertThat(length(0, 0).remark(100)).isEmpty();
    }

    @Test
    void maxStepsAloneGoesOnBeyondTheFirstEpoch() {
        assertThat(length(0, 30).steps(96)).isEqualTo(30);
        assertThat(length(0, 30).remark(96)).isEmpty();
        assertThat(length(0, 30).steps(0)).as("nothing to train on").isZero();
    }

    @Test
    void ofTwoLimitsTheSmallerWinsAndItIsSaid() {
        assertThat(length(1, 30).steps(96)).isEqualTo(12);
        assertThat(length(1, 30).remark(96))
                .contains(
                        "epochCount 1 ends the run after 12 steps, before maxSteps 30. Leave epochCount out, and the run"
                                + " goes on into further epochs.");
        assertThat(length(5, 30).steps(96)).isEqualTo(30);
        assertThat(length(5, 30).remark(96)).contains("maxSteps 30 ends the run before the 60 steps of epochCount 5.");
        assertThat(length(3, 36).remark(96)).as("both say the same").isEmpty();
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatThrownBy(() -> new RunLength(8, OptionalInt.of(0), OptionalInt.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be at least 1");
    }

    /** 0 for a limit that is not written. */
    private static RunLength length(int epochCount, int maxSteps) {
        return new RunLength(8, written(epochCount), written(maxSteps));
    }

    private static OptionalInt written(int limit) {
        return limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit);
    }
}
