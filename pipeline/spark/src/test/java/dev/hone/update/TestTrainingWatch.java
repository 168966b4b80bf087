package dev.hone.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.DivergedException;
import dev.hone.settings.WatchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TestTrainingWatch {

    private final TrainingWatch watch = new TrainingWatch(WatchSettings.DEFAULT);

    @Test
    void aHealthyRunGetsNoWarning() {
        List<SortedMap<String, Double>> history = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            history.add(step(0.3 + step * 0.01, 0.2, 0.1, 1.0 - step * 0.015, 0.01 * step));
            assertThat(watch.judge(history)).isEqualTo(new TrainingWatch.Verdict(List.of(), Optional.empty()));
        }
    }

    @Test
    void collapseWarnsBeforeItStops() {
        List<SortedMap<String, Double>> history = new ArrayList<>();
        int firstWarning = -1;
        int stop = -1;
        for (int step = 0; step < 40 && stop < 0; step++) {
            double gone = Math.min(1, step / 25.0);
            history.add(step(0.35, gone, gone, 1.2 * (1 - gone) + 0.001, 0.1));
            TrainingWatch.Verdict verdict = watch.judge(history);
            firstWarning = firstWarning < 0 && !verdict.warnings().isEmpty() ? step : firstWarning;
            stop = verdict.stop().isPresent() ? step : stop;
        }
        assertThat(firstWarning).isBetween(10, 18);
        assertThat(stop).isBetween(firstWarning + 5, 28);
        assertThatThrownBy(() -> watch.check(history))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("The policy collapsed: over the last 5 steps")
                .hasMessageContaining("third of the learning rate");
    }

    @Test
    void aPolicyThatIsRightEverywhereIsWarnedOfButNotStopped() {
        List<SortedMap<String, Double>> history = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            double learnt = Math.min(1, step / 20.0);
            history.add(step(learnt, learnt, 0.1, 1.2 * (1 - learnt) + 0.001, 0.5));
            assertThat(watch.judge(history).stop()).as("step %d", step).isEmpty();
        }
        assertThat(history.stream().map(s -> s.get("reward"))).contains(1.0);
    }

    @Test
    void lostEntropyWithAFallenRewardIsCollapseEvenWithDifferentTexts() {
        List<SortedMap<String, Double>> history = new ArrayList<>();
        for (int step = 0; step < 10; step++) {
            history.add(step(0.5, 0.1, 0.1, 1.0, 0.1));
        }
        for (int step = 0; step < 5; step++) {
            history.add(step(0.1, 1.0, 0.2, 0.01, 0.1));
        }
        assertThat(watch.judge(history).stop())
                .hasValueSatisfying(reason -> assertThat(reason).contains("the entropy is 1.0 %"));
    }

    @Test
    void aRewardThatIsGoneWithAllSignalStopsTheRunEvenWithDifferentTexts() {
        List<SortedMap<String, Double>> history = new ArrayList<>();
        for (int step = 0; step < 12; step++) {
            boolean lost = step >= 6;
            history.add(step(lost ? 0 : 0.6, lost ? 1 : 0.1, 0.1, 1.2, 0.1));
        }
        assertThatThrownBy(() -> watch.check(history))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("the reward is less than half of its best");
    }

    @Test
    void aWarningIsGivenOnceWhileItLasts() {
        List<SortedMap<String, Double>> history = new ArrayList<>();
        int warnings = 0;
        for (int step = 0; step < 20; step++) {
            history.add(step(0.5, 0.8, 0.1, 1.0, 0.1));
            warnings += watch.judge(history).warnings().size();
        }
        assertThat(warnings).isEqualTo(1);
    }

    @Test
    void oneOutlierOfKlWarnsAndAMedianAboveTheLimitStops() {
        List<SortedMap<String, Double>> history = new ArrayList<>();
        for (int step = 0; step < 6; step++) {
            history.add(step(0.5, 0.1, 0.1, 1.0, step == 5 ? 50 : 0.1));
        }
        assertThat(watch.judge(history).stop()).isEmpty();
        assertThat(watch.judge(history).warnings())
                .singleElement()
                .asString()
                .contains("KL to the starting policy is 50.00");
        history.add(step(0.5, 0.1, 0.1, 1.0, 60));
        history.add(step(0.5, 0.1, 0.1, 1.0, 70));
        assertThatThrownBy(() -> watch.check(history))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("its median over the last 5 steps is 50.00 nats a token (limit 5.0)");
    }

    @Test
    void shortAnswersMayChangeAllOfTheirTokensAndLongOnesMayNot() {
        List<SortedMap<String, Double>> history = new ArrayList<>();
        for (int step = 0; step < 8; step++) {
            SortedMap<String, Double> twoTokens = step(0.5, 0.1, 0.1, 1.0, 15);
            twoTokens.put("kl_per_completion", 30.0);
            history.add(twoTokens);
        }
        assertThat(watch.judge(history)).isEqualTo(new TrainingWatch.Verdict(List.of(), Optional.empty()));
        history.forEach(metrics -> metrics.put("kl_per_completion", 15 * 40.0));
        assertThat(watch.judge(history).stop()).hasValueSatisfying(reason -> assertThat(reason)
                .contains("15.00 nats a token (limit 5.0) and 600 a completion (limit 50)"));
    }

    @Test
    void stepsWithoutAnUpdateHaveNoEntropyAndAreJudgedByTheRest() {
        List<SortedMap<String, Double>> history = new ArrayList<>();
        for (int step = 0; step < 12; step++) {
            history.add(new TreeMap<>(Map.of("frac_reward_zero_std", 1.0, "completions/most_common_share", 0.95)));
        }
        assertThat(watch.judge(history).stop()).isPresent();
        assertThat(watch.judge(List.of()).stop()).isEmpty();
    }

    @Test
    void answersThatNoLongerEndAreWarnedOfWhileTheRewardStaysHigh() {
        List<SortedMap<String, Double>> history = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (int step = 0; step < 30; step++) {
            SortedMap<String, Double> metrics = step(1.0, 0.3, 0.1, 1.0, 0.1);
            metrics.put("completions/clipped_ratio", Math.min(1, step / 15.0));
            metrics.put("completions/mean_length", 11 + Math.min(13.0, step));
            history.add(metrics);
            warnings.addAll(watch.judge(history).warnings());
            if (step == 9) {
                assertThat(warnings).as("before most of them are cut").isEmpty();
            }
        }
        assertThat(watch.judge(history).stop()).isEmpty();
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("were cut at inferenceMaxTokens (13 % in the first 5)")
                .contains("has unlearned to end its answers");
    }

    @Test
    void aLimitThatWasTooLowFromTheStartIsToldApart() {
        List<SortedMap<String, Double>> history = new ArrayList<>();
        for (int step = 0; step < 5; step++) {
            SortedMap<String, Double> metrics = step(0.2, 0.3, 0.1, 1.0, 0.1);
            metrics.put("completions/clipped_ratio", 0.9);
            history.add(metrics);
        }
        assertThat(watch.judge(history).warnings())
                .singleElement()
                .asString()
                .contains("Raise train.inferenceMaxTokens");
    }

    @Test
    void completionsThatGrowToTwiceTheirLengthAreWarnedOf() {
        List<SortedMap<String, Double>> history = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (int step = 0; step < 20; step++) {
            SortedMap<String, Double> metrics = step(0.5, 0.3, 0.1, 1.0, 0.1);
            metrics.put("completions/mean_length", step < 10 ? 20.0 : 50.0);
            history.add(metrics);
            warnings.addAll(watch.judge(history).warnings());
        }
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("2.2 times as long")
                .contains("dr_grpo");
    }

    private static SortedMap<String, Double> step(
            double reward, double withoutSignal, double mostCommon, double entropy, double kl) {
        return new TreeMap<>(Map.of(
                "reward", reward,
                "frac_reward_zero_std", withoutSignal,
                "completions/most_common_share", mostCommon,
                "entropy", entropy,
                "kl", kl,
                "kl_per_completion", 10 * kl));
    }
}
