package dev.hone.math.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TestPairedBootstrap {

    @Test
    void theIntervalOfAMeanIsThatOfTheNormalApproximation() {
        long seed = 5;
        Random random = new Random(seed);
        double[] base = random.doubles(300).map(u -> u < 0.4 ? 1 : 0).toArray();
        double[] tuned = random.doubles(300).map(u -> u < 0.7 ? 1 : 0).toArray();
        PairedBootstrap.Result result = new PairedBootstrap(7, 10_000).compare(base, tuned);
        double p = result.base().mean();
        double halfWidth = 1.96 * Math.sqrt(p * (1 - p) / 300);
        assertThat(result.base().low()).as("seed %d", seed).isCloseTo(p - halfWidth, within(0.006));
        assertThat(result.base().high()).as("seed %d", seed).isCloseTo(p + halfWidth, within(0.006));
        assertThat(result.difference().mean())
                .isCloseTo(result.tuned().mean() - result.base().mean(), within(1e-12));
        assertThat(result.difference().low()).as("seed %d", seed).isPositive();
    }

    @Test
    void pairsThatMoveTogetherGiveANarrowDifference() {
        double[] base = new Random(3).doubles(50).toArray();
        double[] tuned = Arrays.stream(base).map(v -> v + 0.1).toArray();
        PairedBootstrap.Result result = new PairedBootstrap(7, 1000).compare(base, tuned);
        assertThat(result.difference().high() - result.difference().low()).isLessThan(1e-9);
        assertThat(result.base().high() - result.base().low()).isGreaterThan(0.05);
    }

    @Test
    void theSameSeedGivesTheSameIntervalAndAnotherSeedAnother() {
        double[] base = {0, 1, 0, 1, 1, 0, 0, 0.5};
        double[] tuned = {1, 1, 0.25, 1, 0, 1, 0, 1};
        PairedBootstrap.Result result = new PairedBootstrap(7, 1000).compare(base, tuned);
        assertThat(new PairedBootstrap(7, 1000).compare(base, tuned)).isEqualTo(result);
        assertThat(new PairedBootstrap(8, 1000).compare(base, tuned)).isNotEqualTo(result);
    }

    @Test
    void unpairedValuesAreRefused() {
        assertThatThrownBy(() -> new PairedBootstrap(7, 1000).compare(new double[3], new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 3 and 2");
    }
}
