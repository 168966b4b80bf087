package dev.hone.serving.run;

import dev.hone.metrics.Metric;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.RunRow;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A run among others: what it is, how far it is and what it has gained.
 *
 * @param state as it is now, which a driver that was killed could not write down
 * @param rewards [T] mean reward of each completed step, in order
 * @param base share of right answers to the test prompts before training, 0 to 1; empty where none was evaluated
 * @param tuned the same of the policy that counts
 */
public record RunLine(
        RunRow run, String state, List<Double> rewards, int completedSteps, OptionalDouble base, OptionalDouble tuned) {

    private static final String REWARD = Metric.REWARD.key();

    public RunLine {
        rewards = List.copyOf(rewards);
    }

    static RunLine of(RunRow run, String state, List<StepRow> steps, List<EvaluationRow> evaluations) {
        List<Double> rewards = steps.stream()
                .filter(step -> step.metrics().containsKey(REWARD))
                .sorted(Comparator.comparingInt(StepRow::step))
                .map(step -> step.metrics().get(REWARD))
                .toList();
        int last = evaluations.stream()
                .filter(row -> row.split() == Split.TEST)
                .mapToInt(EvaluationRow::step)
                .max()
                .orElse(0);
        return new RunLine(
                run,
                state,
                rewards,
                steps.size(),
                accuracy(evaluations, 0),
                last == 0 ? OptionalDouble.empty() : accuracy(evaluations, last));
    }

    /** From its creation to the last change of its state. */
    public Duration duration() {
        return Duration.between(run.createdAt(), run.updatedAt());
    }

    private static OptionalDouble accuracy(List<EvaluationRow> evaluations, int step) {
        return evaluations.stream()
                .filter(row -> row.step() == step && row.split() == Split.TEST && row.isScored())
                .mapToDouble(EvaluationRow::success)
                .average();
    }
}
