package dev.hone.serving.run;

import dev.hone.metrics.Metric;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.RunRow;
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
 * @param gain on its test prompts
 * @param costUsd what its judges have cost, US dollars; empty where none said
 */
public record RunLine(
        RunRow run, String state, List<Double> rewards, int completedSteps, RunGain gain, OptionalDouble costUsd) {

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
        return new RunLine(run, state, rewards, steps.size(), RunGain.of(run, evaluations), cost(steps));
    }

    /** From its creation to the last change of its state. */
    public Duration duration() {
        return Duration.between(run.createdAt(), run.updatedAt());
    }

    private static OptionalDouble cost(List<StepRow> steps) {
        String cost = Metric.JUDGE_COST_USD.key();
        return steps.stream()
                .filter(step -> step.metrics().containsKey(cost))
                .mapToDouble(step -> step.metrics().get(cost))
                .reduce(Double::sum);
    }
}
