package dev.hone.train;

import dev.hone.metrics.Metric;
import dev.hone.schema.StepRow;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How long a run will still take: the median of its last steps, so that a slow one counts little, for each step that is left, and the time
 * of an evaluation for each evaluation.
 */
final class TimeLeft {

    private static final int WINDOW = 10;
    private static final String STEP = "step_seconds";
    private static final String EVALUATION = "evaluate_policy_seconds";
    private static final String EVALUATED = Metric.VALIDATION_ACCURACY.key();

    private final int steps;
    private final int evalInterval;
    private final double validationSeconds;
    private final double testSeconds;

    /**
     * @param evalInterval steps between validations; 0 for one after the last step alone
     * @param validationSeconds of the validation at the start, until one was made after a step
     * @param testSeconds of the evaluation on test prompts that comes last
     */
    TimeLeft(int steps, int evalInterval, double validationSeconds, double testSeconds) {
        this.steps = steps;
        this.evalInterval = evalInterval;
        this.validationSeconds = validationSeconds;
        this.testSeconds = testSeconds;
    }

    /** Seconds to the end of the run. */
    double after(List<StepRow> history) {
        int step = history.get(history.size() - 1).step();
        double evaluation = median(last(history.stream()
                        .filter(row -> row.metrics().containsKey(EVALUATED))
                        .map(row -> row.timings().getOrDefault(EVALUATION, 0.0))
                        .toList()))
                .orElse(validationSeconds);
        List<StepRow> warm = history.size() > 1 ? history.subList(1, history.size()) : history;
        double perStep = median(
                        last(warm.stream().map(TimeLeft::withoutEvaluation).toList()))
                .orElse(0);
        return (steps - step) * perStep + evaluations(step) * evaluation + testSeconds;
    }

    /** Validations after later steps. */
    private long evaluations(int step) {
        return IntStream.rangeClosed(step + 1, steps)
                .filter(later -> later == steps || (evalInterval > 0 && later % evalInterval == 0))
                .count();
    }

    private static double withoutEvaluation(StepRow row) {
        return row.timings().getOrDefault(STEP, 0.0) - row.timings().getOrDefault(EVALUATION, 0.0);
    }

    private static List<Double> last(List<Double> values) {
        return values.subList(Math.max(0, values.size() - WINDOW), values.size());
    }

    private static OptionalDouble median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2);
    }
}
