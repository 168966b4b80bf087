package dev.hone.math.loss;

import static dev.hone.math.Golden.assertNear;
import static dev.hone.math.Golden.number;
import static dev.hone.math.Golden.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TestPolicyLoss {

    private static final Map<String, LossStatistic> SHARES = Map.of(
            "clip_fraction_low", LossStatistic.CLIPPED_LOW,
            "clip_fraction_high", LossStatistic.CLIPPED_HIGH,
            "clip_fraction_dual", LossStatistic.CLIPPED_DUAL,
            "cispo_clip_fraction", LossStatistic.CLIPPED_CISPO,
            "mean_ratio", LossStatistic.RATIO);

    @Test
    void valuesGradientsAndByProductsEqualTheGoldenNumbers() {
        Golden golden = Golden.read("losses.json");
        double tolerance = golden.tolerance("float64");
        int cases = 0;
        for (JsonNode expected : golden.root().path("cases")) {
            String what = expected.path("case").asText();
            PolicyLoss.Result actual = LossFixture.loss(expected.path("params")).of(batchOf(golden, expected));
            assertNear(what, actual.value(), number(expected.path("value")), tolerance);
            assertNear(what, actual.gradient(), table(expected.path("gradient")), tolerance);
            assertByProducts(what, actual.statistics(), expected.path("by_products"), tolerance);
            cases++;
        }
        assertThat(cases).isEqualTo(194);
    }

    @Test
    void microBatchesWithTheTotalsOfTheStepAddUpToTheWholeBatch() {
        Golden golden = Golden.read("losses.json");
        double tolerance = golden.tolerance("float64");
        for (JsonNode expected : golden.root().path("micro_batch_cases")) {
            LossBatch whole = batchOf(golden, expected);
            boolean equalToWhole = expected.path("equal_to_whole").asBoolean();
            PolicyLoss loss = LossFixture.loss(expected.path("params"));
            List<double[]> gradient = new ArrayList<>();
            double sum = 0;
            for (int i = 0; i < expected.path("micro_batches").size(); i++) {
                LossBatch part = LossFixture.rows(whole, Golden.intTable(expected.path("micro_batches"))[i]);
                StepTotals totals = StepTotals.of(equalToWhole ? whole : part);
                double scale = equalToWhole ? 1 : expected.path("scale").asDouble();
                PolicyLoss.Result actual = loss.of(part, totals);
                assertNear(
                        "micro",
                        scale * actual.value(),
                        number(expected.path("micro_values").path(i)),
                        tolerance);
                sum += scale * actual.value();
                for (double[] row : actual.gradient()) {
                    gradient.add(Arrays.stream(row).map(g -> scale * g).toArray());
                }
            }
            String what = expected.path("case").asText();
            assertNear(what, sum, number(expected.path("value")), tolerance);
            assertNear(what, gradient.toArray(double[][]::new), table(expected.path("gradient")), tolerance);
        }
    }

    @Test
    void valuesOutsideTheMaskNeverMatter() {
        double[][] current = {{-1, Double.NaN, -2}};
        double[][] old = {{-1.1, Double.POSITIVE_INFINITY, -2}};
        boolean[][] mask = {{true, false, true}};
        double[][] advantages = {{1, Double.NaN, 1}};
        PolicyLoss loss = new PolicyLoss(
                new Surrogate.Clip(ClipRange.of(0.2, 0.2)),
                Optional.of(new KlPenalty(KlEstimator.K3, 0.1)),
                Optional.of(new Correction(Correction.Kind.TOKEN_TRUNCATE, OptionalDouble.empty(), 2)),
                OptionalDouble.empty(),
                Optional.empty(),
                new Aggregation.TokenMean());
        PolicyLoss.Result result = loss.of(
                new LossBatch(current, old, Optional.of(old), Optional.of(old), Optional.empty(), mask, advantages));
        assertThat(result.value()).isFinite();
        assertThat(result.gradient()[0]).doesNotContain(Double.NaN);
        assertThat(result.gradient()[0][1]).isZero();
    }

    @Test
    void noGoldenLossChangesWhateverStandsOutsideTheMask() {
        Golden golden = Golden.read("losses.json");
        for (JsonNode expected : golden.root().path("cases")) {
            PolicyLoss loss = LossFixture.loss(expected.path("params"));
            LossBatch batch = batchOf(golden, expected);
            PolicyLoss.Result clean = loss.of(batch);
            for (double anything :
                    new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e308}) {
                PolicyLoss.Result actual = loss.of(LossFixture.outsideTheMask(batch, anything));
                String what = expected.path("case").asText() + " with " + anything;
                assertThat(actual.value()).as(what).isEqualTo(clean.value());
                assertThat(actual.gradient()).as(what).isDeepEqualTo(clean.gradient());
            }
        }
    }

    @Test
    void aRatioThatOverflowsHasNoGradientWhereItIsClippedOrHasNoAdvantage() {
        ClipRange range = new ClipRange(0.2, 0.2, OptionalDouble.of(3));
        double[][] current = {{-1, 0, -1}};
        double[][] old = {{-900, 0, -900}};
        boolean[][] mask = {{true, false, true}};
        for (Surrogate surrogate : List.of(
                new Surrogate.Clip(range),
                new Surrogate.SequenceRatio(range),
                new Surrogate.SequenceMeanRatio(range),
                new Surrogate.SequenceMeanRatioPerToken(range))) {
            for (double advantage : new double[] {1, 0, -1}) {
                double[][] advantages = {{advantage, advantage, advantage}};
                PolicyLoss loss = new PolicyLoss(
                        surrogate,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        new Aggregation.SequenceMean());
                PolicyLoss.Result result = loss.of(new LossBatch(
                        current, old, Optional.empty(), Optional.empty(), Optional.empty(), mask, advantages));
                String what = surrogate + ", advantage " + advantage;
                assertNear(what, result.value(), advantage > 0 ? -1.2 : -3 * advantage, 1e-12);
                assertNear(what, result.gradient(), new double[][] {{0, 0, 0}}, 0);
            }
        }
    }

    @Test
    void aKlPenaltyWithoutAReferenceIsRefused() {
        PolicyLoss loss = new PolicyLoss(
                new Surrogate.Reinforce(),
                Optional.of(new KlPenalty(KlEstimator.K3, 0.1)),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                new Aggregation.TokenMean());
        double[][] one = {{-1}};
        LossBatch batch = new LossBatch(
                one, one, Optional.empty(), Optional.empty(), Optional.empty(), new boolean[][] {{true}}, one);
        assertThatThrownBy(() -> loss.of(batch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a KL penalty needs reference log-probabilities");
    }

    @Test
    void anEntropyBonusIsAveragedAsTheRestOfTheLossAndItsMicroBatchesAddUp() {
        double[][] logprobs = {{-1, -2, -3}, {-0.5, -0.25}};
        double[][] entropies = {{0.9, 0.3, 7}, {0.2, 0.4}};
        boolean[][] mask = {{true, true, false}, {true, true}};
        double[][] none = {{0, 0, 0}, {0, 0}};
        PolicyLoss loss = new PolicyLoss(
                new Surrogate.Reinforce(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.of(new EntropyBonus(0.1)),
                new Aggregation.TokenMean());
        LossBatch whole = new LossBatch(
                logprobs, logprobs, Optional.empty(), Optional.empty(), Optional.of(entropies), mask, none);
        PolicyLoss.Result result = loss.of(whole);
        assertNear("value", result.value(), -0.1 * (0.9 + 0.3 + 0.2 + 0.4) / 4, 1e-15);
        double each = -0.1 / 4;
        assertNear(
                "gradient", result.entropyGradient().orElseThrow(), new double[][] {{each, each, 0}, {each, each}}, 0);
        assertNear("logprobs", result.gradient(), none, 0);
        double sum = 0;
        for (int row = 0; row < 2; row++) {
            LossBatch part = LossFixture.rows(whole, new int[] {row});
            sum += loss.of(part, StepTotals.of(whole)).value();
        }
        assertNear("micro-batches", sum, result.value(), 1e-15);
        LossBatch without =
                new LossBatch(logprobs, logprobs, Optional.empty(), Optional.empty(), Optional.empty(), mask, none);
        assertThatThrownBy(() -> loss.of(without)).hasMessage("an entropy bonus needs entropies");
    }

    private static LossBatch batchOf(Golden golden, JsonNode lossCase) {
        return LossFixture.batch(
                golden.root().path("batches").path(lossCase.path("batch").asText()));
    }

    private static void assertByProducts(String what, LossStatistics actual, JsonNode expected, double tolerance) {
        SHARES.forEach((key, statistic) -> {
            if (expected.has(key)) {
                assertNear(what + " " + key, actual.of(statistic).mean(), number(expected.path(key)), tolerance);
            }
        });
        Summary ratio = actual.of(LossStatistic.RATIO);
        assertNear(what + " min_ratio", ratio.min(), number(expected.path("min_ratio")), tolerance);
        assertNear(what + " max_ratio", ratio.max(), number(expected.path("max_ratio")), tolerance);
        assertDivergence(what, actual, "KL_TO_REFERENCE_", expected.path("kl_to_reference"), tolerance);
        assertDivergence(what, actual, "KL_TO_OLD_", expected.path("kl_to_old"), tolerance);
        if (expected.has("correction_weight")) {
            Summary weight = actual.of(LossStatistic.CORRECTION_WEIGHT);
            JsonNode weights = expected.path("correction_weight");
            assertNear(what + " weight", weight.mean(), number(weights.path("mean")), tolerance);
            assertNear(what + " weight", weight.min(), number(weights.path("min")), tolerance);
            assertNear(what + " weight", weight.max(), number(weights.path("max")), tolerance);
            Summary difference = actual.of(LossStatistic.SAMPLER_DIFFERENCE);
            JsonNode differences = expected.path("sampler_logprob_difference");
            assertNear(what + " difference", difference.mean(), number(differences.path("mean")), tolerance);
            assertNear(what + " difference", difference.max(), number(differences.path("max")), tolerance);
        }
    }

    private static void assertDivergence(
            String what, LossStatistics actual, String prefix, JsonNode expected, double tolerance) {
        for (String estimator : List.of("K1", "K2", "K3")) {
            double mean = actual.of(LossStatistic.valueOf(prefix + estimator)).mean();
            double wanted = number(expected.path(estimator.toLowerCase(Locale.ROOT)));
            assertNear(what + " " + prefix + estimator, mean, wanted, tolerance);
        }
    }
}
