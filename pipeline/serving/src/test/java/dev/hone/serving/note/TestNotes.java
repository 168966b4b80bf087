package dev.hone.serving.note;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.metrics.Metric;
import dev.hone.schema.StepRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What is said of a run, and that nothing is said of a good one. */
class TestNotes {

    private static final int STEPS = 40;

    @Test
    void nothingIsSaidOfARunThatLearns() {
        assertThat(titles(Map.of(
                        Metric.REWARD, step -> 0.4 + 0.01 * step,
                        Metric.VALIDATION_ACCURACY, step -> 0.4 + 0.01 * step,
                        Metric.REWARDS_ERROR_RATE, step -> 0.01,
                        Metric.ENTROPY, step -> 1 - 0.01 * step,
                        Metric.FRAC_REWARD_ZERO_STD, step -> 0.3,
                        Metric.COMPLETIONS_CLIPPED_RATIO, step -> 0.02)))
                .isEmpty();
        assertThat(Notes.of(List.of())).isEmpty();
    }

    @Test
    void aRewardThatNoLongerRisesIsAPlateau() {
        assertThat(titles(Map.of(Metric.REWARD, step -> Math.min(0.7, 0.4 + 0.03 * step))))
                .containsExactly("The reward has stopped rising");
    }

    @Test
    void validationThatFallsWhileTheRewardRisesNamesTheStepThatWasBest() {
        List<Note> notes = Notes.of(steps(Map.of(
                Metric.REWARD, step -> 0.4 + 0.01 * step,
                Metric.VALIDATION_ACCURACY, step -> 0.8 - 0.01 * Math.abs(step - 12))));
        assertThat(notes).extracting(Note::title).containsExactly("Validation falls while the reward rises");
        assertThat(notes.get(0).text()).contains("80.0 % at step 12", "52.0 % now");
    }

    @Test
    void anAuditThatDoesNotFollowComesFirst() {
        assertThat(titles(Map.of(
                        Metric.REWARD, step -> 0.2 + 0.015 * step,
                        Metric.WATCH_AUDIT_DRIFT, step -> 0.01 * step,
                        Metric.WATCH_CORRELATION_LENGTH, step -> 0.9,
                        Metric.COMPLETIONS_MEAN_LENGTH, step -> 20 + 2.0 * step)))
                .containsExactly("The reward rises and the audit does not", "The reward pays for length");
    }

    @Test
    void errorsCutAnswersLostEntropyAndMissingSignalAreSaid() {
        assertThat(titles(Map.of(
                        Metric.REWARD, step -> 0.4 + 0.01 * step,
                        Metric.REWARDS_ERROR_RATE, step -> 0.2,
                        Metric.ENTROPY, step -> step < 10 ? 1.0 : 0.01,
                        Metric.COMPLETIONS_CLIPPED_RATIO, step -> 0.5,
                        Metric.FRAC_REWARD_ZERO_STD, step -> 0.9)))
                .containsExactly(
                        "Many rewards could not be computed",
                        "The entropy is gone",
                        "Many answers are cut",
                        "Most groups have no signal");
    }

    private static List<String> titles(Map<Metric, IntToDoubleFunction> curves) {
        return Notes.of(steps(curves)).stream().map(Note::title).toList();
    }

    private static List<StepRow> steps(Map<Metric, IntToDoubleFunction> curves) {
        List<StepRow> steps = new ArrayList<>();
        for (int step = 1; step <= STEPS; step++) {
            TreeMap<String, Double> metrics = new TreeMap<>();
            for (Map.Entry<Metric, IntToDoubleFunction> curve : curves.entrySet()) {
                metrics.put(curve.getKey().key(), curve.getValue().applyAsDouble(step));
            }
            steps.add(new StepRow(
                    "r", step, 1, "sha", Optional.empty(), metrics, new TreeMap<>(), Instant.EPOCH.plusSeconds(step)));
        }
        return steps;
    }
}
