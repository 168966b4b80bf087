package dev.hone.compare;

import dev.hone.metrics.Metric;
import dev.hone.schema.RunRow;
import dev.hone.schema.StepRow;
import dev.hone.settings.ValidationScore;
import java.util.List;
import java.util.Optional;

/** Which step's policy is the tuned one of a run. */
public final class TunedStep {

    private static final String KEEP_BEST = "spec.evaluate.keepBest";
    private static final String ACCURACY = Metric.VALIDATION_ACCURACY.key();

    private TunedStep() {}

    /**
     * The step that was best on validation, or the last where the run was created with {@code evaluate.keepBest: false} or without
     * validation; 0 where none is complete.
     *
     * @param steps completed ones, in order
     */
    public static int of(RunRow run, List<StepRow> steps) {
        int last = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).step();
        boolean keepBest = Boolean.parseBoolean(run.identity().get(KEEP_BEST));
        return keepBest ? best(steps).map(ValidationScore::step).orElse(last) : last;
    }

    /** The best step; the start does not count, since a run is to change the policy. Empty where none was validated. */
    public static Optional<ValidationScore> best(List<StepRow> steps) {
        return ValidationScore.best(scores(steps));
    }

    /** What validation showed, at each step that has one. */
    public static List<ValidationScore> scores(List<StepRow> steps) {
        return steps.stream()
                .filter(row -> row.metrics().containsKey(ACCURACY))
                .map(row -> new ValidationScore(
                        row.step(), row.metrics().get(ACCURACY), row.metrics().get(Metric.VALIDATION_REWARD.key())))
                .toList();
    }
}
