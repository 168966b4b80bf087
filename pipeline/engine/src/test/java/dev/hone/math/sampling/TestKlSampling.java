package dev.hone.math.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestKlSampling {

    /** The largest first, as micro-batches come; long completions have drifted further. */
    private static final long[] TOKENS = {900, 700, 400, 220, 90, 60, 40, 20, 12};

    private static final double[] MEANS = {6, 5.5, 3, 2, 1, 0.5, 0.4, 0.2, 0.1};

    @Test
    void theMeanOverAllStepsIsTheMeanOverAllTokensWhateverTheOrder() {
        double exact = mean(
                IntStream.range(0, TOKENS.length).mapToDouble(b -> TOKENS[b]).toArray());
        double everyFourth = (MEANS[0] * TOKENS[0] + MEANS[4] * TOKENS[4] + MEANS[8] * TOKENS[8])
                / (TOKENS[0] + TOKENS[4] + TOKENS[8]);
        assertThat(everyFourth).as("the first, fifth and ninth of such a list").isGreaterThan(exact + 0.7);
        double average = IntStream.rangeClosed(1, 4000)
                .mapToDouble(step -> mean(new KlSampling(0.25, 11).weights(step, TOKENS)))
                .average()
                .orElseThrow();
        assertThat(average).isCloseTo(exact, within(0.02));
    }

    @Test
    void noMoreThanTheShareOfTheMicroBatchesIsMeasured() {
        for (int step = 1; step <= 200; step++) {
            double[] weights = new KlSampling(0.25, 11).weights(step, TOKENS);
            assertThat(Arrays.stream(weights).filter(weight -> weight > 0).count())
                    .isBetween(1L, 3L);
            assertThat(Arrays.stream(weights).sum()).isEqualTo(3);
        }
    }

    @Test
    void theChoiceFollowsFromTheSeedOfTheRunAndTheStep() {
        double[] first = new KlSampling(0.25, 11).weights(3, TOKENS);
        assertThat(new KlSampling(0.25, 11).weights(3, TOKENS)).isEqualTo(first);
        assertThat(IntStream.rangeClosed(1, 20)
                        .mapToObj(step -> Arrays.toString(new KlSampling(0.25, 11).weights(step, TOKENS)))
                        .distinct())
                .hasSizeGreaterThan(2);
    }

    @Test
    void aShareOf1MeasuresAllTokensAndAShareOf0None() {
        assertThat(new KlSampling(1, 11).weights(3, TOKENS))
                .isEqualTo(Arrays.stream(TOKENS).asDoubleStream().toArray());
        assertThat(new KlSampling(0, 11).weights(3, TOKENS)).containsOnly(0);
        assertThat(new KlSampling(0.25, 11).weights(3, new long[] {0, 0})).containsOnly(0);
    }

    private static double mean(double[] weights) {
        return IntStream.range(0, weights.length)
                        .mapToDouble(b -> weights[b] * MEANS[b])
                        .sum()
                / Arrays.stream(weights).sum();
    }
}
