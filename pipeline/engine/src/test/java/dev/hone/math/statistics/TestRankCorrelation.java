package dev.hone.math.statistics;

import static dev.hone.math.Golden.assertNear;
import static dev.hone.math.Golden.number;
import static dev.hone.math.Golden.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.Golden;
import org.junit.jupiter.api.Test;

class TestRankCorrelation {

    @Test
    void ranksAndCorrelationsAreThoseOfScipy() {
        Golden golden = Golden.resource("rank_correlation.json");
        double tolerance = golden.tolerance("float64");
        int compared = 0;
        for (JsonNode expected : golden.root().path("cases")) {
            double[] x = row(expected.path("x"));
            double[] y = row(expected.path("y"));
            String what = "case " + compared++;
            assertNear(what, RankCorrelation.midranks(x), row(expected.path("midranks")), tolerance);
            assertNear(
                    what + " spearman",
                    RankCorrelation.spearman(x, y).orElse(Double.NaN),
                    number(expected.path("spearman")),
                    tolerance);
            assertNear(
                    what + " kendall",
                    RankCorrelation.kendall(x, y).orElse(Double.NaN),
                    number(expected.path("kendall")),
                    tolerance);
        }
        assertThat(compared).isEqualTo(16);
    }

    @Test
    void nothingIsCorrelatedWithAConstant() {
        assertThat(RankCorrelation.spearman(new double[] {1, 1, 1}, new double[] {1, 2, 3}))
                .isEmpty();
        assertThat(RankCorrelation.kendall(new double[] {1, 2, 3}, new double[] {0, 0, 0}))
                .isEmpty();
        assertThat(RankCorrelation.kendall(new double[] {1}, new double[] {1})).isEmpty();
        assertThat(RankCorrelation.spearman(new double[0], new double[0])).isEmpty();
    }

    @Test
    void valuesWithoutACounterpartAreRefused() {
        assertThatThrownBy(() -> RankCorrelation.kendall(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 and 3");
    }

    @Test
    void whatDiffersBetweenGroupsPlaysNoPartWithinThem() {
        double[][] rewards = {{1, 2}, {11, 12}};
        double[][] lengths = {{40, 30}, {400, 390}};
        assertThat(Correlation.withinGroups(rewards, lengths).orElseThrow()).isCloseTo(-1, within(1e-12));
        assertThat(Correlation.pearson(new double[] {1, 2, 11, 12}, new double[] {40, 30, 400, 390})
                        .orElseThrow())
                .isGreaterThan(0.99);
    }

    @Test
    void aPairOfWhichOneIsNotKnownIsLeftOut() {
        double[][] rewards = {{1, 2, Double.NaN}, {3, Double.NaN}};
        double[][] lengths = {{1, 2, 50}, {60, 70}};
        assertThat(Correlation.withinGroups(rewards, lengths).orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(Correlation.withinGroups(new double[][] {{1, 1}}, new double[][] {{5, 6}}))
                .isEmpty();
        assertThat(Correlation.pearson(new double[] {0.1, 0.1, 0.1}, new double[] {1, 2, 3}))
                .as("0.1 less the mean of three is rounding")
                .isEmpty();
    }
}
