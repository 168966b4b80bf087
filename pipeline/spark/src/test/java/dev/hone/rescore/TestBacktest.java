package dev.hone.rescore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TestBacktest {

    private static final double NONE = Double.NaN;

    @Test
    void aRewardThatOrdersTheSameWayChangesNothing() {
        Backtest same = Backtest.of(List.of(
                group("p", new double[] {0, 1, 2}, new double[] {10, 20, 30}),
                group("q", new double[] {5, 5}, new double[] {50, 50})));
        assertThat(same.overall().spearman().orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(same.within().kendall().orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(same.signals()).isEqualTo(new SignalChanges(2, 1, 0, 0, 0, 50, 30, 30));
        assertThat(same.trainedMean().orElseThrow()).isCloseTo(13 / 5.0, within(1e-12));
        assertThat(same.otherMean().orElseThrow()).isCloseTo(160 / 5.0, within(1e-12));
    }

    @Test
    void groupsFlipAndLoseOrGainTheirSignal() {
        Backtest backtest = Backtest.of(List.of(
                group("flips", new double[] {0, 1, 1}, new double[] {1, 0, 0.5}),
                group("shares a best one", new double[] {0, 1, 1}, new double[] {0, 0, 1}),
                group("loses", new double[] {0, 1}, new double[] {1, 1}),
                group("gains", new double[] {1, 1}, new double[] {0, 1}),
                group("has none", new double[] {1, 1}, new double[] {1, 1 + 1e-12})));
        assertThat(backtest.signals()).isEqualTo(new SignalChanges(5, 2, 1, 1, 1, 120, 80, 80));
        assertThat(backtest.within().spearman().orElseThrow())
                .as("the mean of -0.866 and 0.5; groups without both signals have none")
                .isCloseTo((-Math.sqrt(0.75) + 0.5) / 2, within(1e-12));
    }

    @Test
    void whatOnlyOneRewardCouldScoreIsCountedAndLeftOut() {
        Backtest backtest = Backtest.of(List.of(group("p", new double[] {1, NONE, 0}, new double[] {NONE, 1, 0.5})));
        assertThat(backtest.completions()).isEqualTo(3);
        assertThat(backtest.trainedOnly()).isEqualTo(1);
        assertThat(backtest.otherOnly()).isEqualTo(1);
        assertThat(backtest.trainedMean()).hasValue(0);
        assertThat(backtest.overall().spearman()).as("one pair").isEmpty();
        assertThat(backtest.trainedCost()).hasValue(0.75);
        assertThat(backtest.otherCost()).isEmpty();
    }

    @Test
    void advantagesAreComparedByDirectionAndSign() {
        AdvantageChanges turned = AdvantageChanges.of(
                List.of(advantages(1, -1), advantages(-1, 1), advantages(2, 0), advantages(0, 0.5), advantages(0, 0)));
        assertThat(turned.trained()).isEqualTo(3);
        assertThat(turned.opposite()).isEqualTo(2);
        assertThat(turned.nothing()).isEqualTo(1);
        assertThat(turned.added()).isEqualTo(1);
        assertThat(turned.cosine().orElseThrow()).isCloseTo(-2 / Math.sqrt(6) / Math.sqrt(2.25), within(1e-12));
        assertThat(AdvantageChanges.of(List.of(advantages(1, 0))).cosine()).isEmpty();
    }

    @Test
    void theTextNamesBothRewardsAndWhatIsNotKnown() {
        List<String> lines = new BacktestText("capitals@1", "normalized_match@2")
                .lines(Backtest.of(List.of(group("p", new double[] {1, 1}, new double[] {0, 1}))));
        assertThat(lines.get(0)).isEqualTo("Trained by capitals@1; the other is normalized_match@2.");
        assertThat(lines)
                .contains(
                        "Mean reward   trained 1.0000, other 0.5000",
                        "Ranks         over all Spearman –, Kendall –; within groups Spearman –, Kendall – (mean of the groups in which both differ)",
                        "Signal        0 groups lose it, 1 gain it; 0 have none under either",
                        "Scoring cost  trained $0.5000, $0.250000 a row, other nothing known");
    }

    private static List<CompletionPair> group(String prompt, double[] trained, double[] other) {
        List<CompletionPair> pairs = new ArrayList<>();
        for (int sample = 0; sample < trained.length; sample++) {
            pairs.add(new CompletionPair(
                    1,
                    prompt,
                    sample,
                    10,
                    known(trained[sample]),
                    known(other[sample]),
                    0,
                    0,
                    OptionalDouble.of(0.25),
                    OptionalDouble.empty()));
        }
        return pairs;
    }

    private static OptionalDouble known(double reward) {
        return Double.isNaN(reward) ? OptionalDouble.empty() : OptionalDouble.of(reward);
    }

    private static CompletionPair advantages(double trained, double other) {
        return new CompletionPair(
                1,
                "p",
                0,
                10,
                OptionalDouble.of(1),
                OptionalDouble.of(1),
                trained,
                other,
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }
}
