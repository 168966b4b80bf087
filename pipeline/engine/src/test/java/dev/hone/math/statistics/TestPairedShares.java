package dev.hone.math.statistics;

import static dev.hone.math.Golden.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.Golden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TestPairedShares {

    private static final PairedBootstrap BOOTSTRAP = new PairedBootstrap(7, 1000);

    @Test
    void wilsonsIntervalIsThatOfStatsmodels() {
        Golden golden = Golden.resource("wilson.json");
        for (JsonNode expected : golden.root().path("cases")) {
            int of = expected.path("of").asInt();
            Interval actual = WilsonInterval.of(expected.path("right").asInt() / (double) of, of);
            String what = expected.toString();
            assertNear(what, actual.low(), expected.path("low").asDouble(), golden.tolerance("float64"));
            assertNear(what, actual.high(), expected.path("high").asDouble(), golden.tolerance("float64"));
        }
        assertThatThrownBy(() -> WilsonInterval.of(1.1, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void allWrongAndThenAllRightIsNotKnownToThePercent() {
        PairedBootstrap.Result result = PairedShares.compare(new double[100], all(1, 100), BOOTSTRAP);
        assertThat(result.base()).isEqualTo(WilsonInterval.of(0, 100));
        assertThat(result.tuned()).isEqualTo(WilsonInterval.of(1, 100));
        assertThat(result.difference().mean()).isEqualTo(1);
        assertThat(result.difference().low()).isCloseTo(1 - 0.037, within(1e-4));
        assertThat(result.difference().high()).isEqualTo(1);
    }

    @Test
    void theSameAnswersDoNotProveThatNothingChanged() {
        double[] half = new double[100];
        Arrays.fill(half, 0, 50, 1);
        Interval difference = PairedShares.compare(half, half, BOOTSTRAP).difference();
        assertThat(difference.low()).isCloseTo(-0.037, within(1e-4));
        assertThat(difference.high()).isCloseTo(0.037, within(1e-4));
    }

    @Test
    void sharesInBetweenHaveTheIntervalsOfTheBootstrap() {
        double[] base = {0, 1, 0, 1, 1, 0, 0, 0.5};
        double[] tuned = {1, 1, 0.25, 1, 0, 1, 0, 1};
        assertThat(PairedShares.compare(base, tuned, BOOTSTRAP)).isEqualTo(BOOTSTRAP.compare(base, tuned));
    }

    private static double[] all(double value, int count) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }
}
