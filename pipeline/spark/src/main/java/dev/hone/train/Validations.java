package dev.hone.train;

import dev.hone.compare.TunedStep;
import dev.hone.metrics.Metric;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.StepRow;
import dev.hone.settings.EarlyStop;
import dev.hone.settings.ValidationScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a run decides by its validation prompts: when to stop and which policy to keep. Read from the stored rows alone, so a resumed driver
 * decides alike; test prompts play no part.
 */
public final class Validations {

    private static final String ACCURACY = Metric.VALIDATION_ACCURACY.key();
    private static final String REWARD = Metric.VALIDATION_REWARD.key();
    private static final String ERROR_RATE = Metric.VALIDATION_ERROR_RATE.key();

    private final Optional<ValidationScore> start;

    /** With the evaluation of the policy that the run started with; empty without validation prompts. */
    Validations(List<EvaluationRow> start) {
        this.start = ValidationScore.of(0, start);
    }

    /** Notes what an evaluation showed among the metrics of its step; nothing where there was none. */
    static void note(int step, List<EvaluationRow> rows, SortedMap<String, Double> metrics) {
        ValidationScore.of(step, rows).ifPresent(score -> {
            metrics.put(ACCURACY, score.accuracy());
            metrics.put(REWARD, score.reward());
            metrics.put(Metric.VALIDATION_REWARD_STD.key(), deviation(rows, score.reward()));
        });
        rows.stream()
                .mapToDouble(row -> row.isScored() ? 0 : 1)
                .average()
                .ifPresent(share -> metrics.put(ERROR_RATE, share));
    }

    /** Standard deviation (n - 1) of the rewards; 0 for fewer than two. */
    private static double deviation(List<EvaluationRow> rows, double mean) {
        double[] squares = rows.stream()
                .flatMapToDouble(row -> row.reward().stream())
                .map(reward -> (reward - mean) * (reward - mean))
                .toArray();
        return squares.length < 2 ? 0 : Math.sqrt(Arrays.stream(squares).sum() / (squares.length - 1));
    }

    Optional<ValidationScore> start() {
        return start;
    }

    /** Why the run should end after these steps, if it should. */
    Optional<String> stop(Optional<EarlyStop> earlyStop, List<StepRow> history) {
        List<ValidationScore> scores = new ArrayList<>(start.stream().toList());
        scores.addAll(TunedStep.scores(history));
        return earlyStop.flatMap(rule -> rule.reason(scores));
    }

    /** The best step; the start does not count, since a run is to change the policy. Empty where none was validated. */
    public static Optional<ValidationScore> best(List<StepRow> history) {
        return TunedStep.best(history);
    }
}
