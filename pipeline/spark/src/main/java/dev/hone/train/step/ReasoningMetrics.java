package dev.hone.train.step;

import dev.hone.metrics.Metric;
import dev.hone.policy.reasoning.ReasoningState;
import dev.hone.schema.RolloutRow;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Lengths of reasoning and answers of a step; nothing where no completion has reasoning. */
final class ReasoningMetrics {

    private ReasoningMetrics() {}

    static SortedMap<String, Double> of(List<RolloutRow> rollouts) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        if (rollouts.stream().allMatch(r -> r.parts().state() == ReasoningState.NONE)) {
            return metrics;
        }
        metrics.put(Metric.COMPLETIONS_MEAN_REASONING_LENGTH.key(), mean(rollouts, r -> r.parts()
                .reasoningTokens()));
        metrics.put(
                Metric.COMPLETIONS_MEAN_ANSWER_LENGTH.key(),
                mean(rollouts, r -> r.tokenIds().size() - r.parts().reasoningTokens()));
        metrics.put(
                Metric.COMPLETIONS_UNCLOSED_REASONING_RATIO.key(),
                mean(rollouts, r -> r.parts().state() == ReasoningState.UNCLOSED ? 1 : 0));
        metrics.put(
                Metric.COMPLETIONS_FORCED_CLOSE_RATIO.key(),
                mean(rollouts, r -> r.forcedTokens().isEmpty() ? 0 : 1));
        return metrics;
    }

    private static double mean(List<RolloutRow> rollouts, ToDoubleFunction<RolloutRow> value) {
        return rollouts.stream().mapToDouble(value).average().orElse(0);
    }
}
