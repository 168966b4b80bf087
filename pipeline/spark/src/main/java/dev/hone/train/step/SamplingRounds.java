package dev.hone.train.step;

import dev.hone.metrics.Metric;
import dev.hone.schema.PromptRow;
import dev.hone.train.plan.StepPlan;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * DAPO's dynamic sampling, arXiv:2503.14476, section 3.2: after the batch itself, each round samples as many further prompts as the batch
 * lacks groups with a signal, until it is full, the rounds are used up, or no prompt is left. Which prompts come next follows from the seed
 * and from what was scored, so a resumed run asks for the same ones. With one round nothing is replaced.
 */
public final class SamplingRounds {

    private final StepPlan plan;
    private final int maxRounds;

    public SamplingRounds(StepPlan plan, int maxRounds) {
        this.plan = plan;
        this.maxRounds = maxRounds;
    }

    /** The prompts of the next round; none when the step has sampled enough. */
    public List<PromptRow> next(int step, SampledStep sampled) {
        if (sampled.rounds() == 0) {
            return plan.batch(step);
        }
        if (sampled.rounds() >= maxRounds) {
            return List.of();
        }
        int size = plan.batch(step).size();
        return plan.spares(step).stream()
                .skip(sampled.prompts().size() - size)
                .limit(size - sampled.promptsWithSignal().size())
                .toList();
    }

    /** What sampling in rounds did; nothing where it is off. */
    public SortedMap<String, Double> metrics(int step, SampledStep sampled) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        if (maxRounds > 1) {
            int size = plan.batch(step).size();
            metrics.put(Metric.DYNAMIC_SAMPLING_ROUNDS.key(), (double) sampled.rounds());
            metrics.put(
                    Metric.DYNAMIC_SAMPLING_GROUPS_REPLACED.key(),
                    (double) sampled.prompts().size() - size);
            metrics.put(
                    Metric.DYNAMIC_SAMPLING_GROUPS_MISSING.key(),
                    (double) size - sampled.promptsWithSignal().size());
        }
        return metrics;
    }
}
