package dev.hone.train;

import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a step has sampled and scored so far.
 *
 * @param rounds rounds of sampling
 * @param prompts of all rounds
 * @param rollouts of all rounds
 * @param scores of the same completions in the same order
 */
record SampledStep(int rounds, List<PromptRow> prompts, List<RolloutRow> rollouts, List<ScoreRow> scores) {

    static final SampledStep NONE = new SampledStep(0, List.of(), List.of(), List.of());

    SampledStep {
        prompts = List.copyOf(prompts);
        rollouts = List.copyOf(rollouts);
        scores = List.copyOf(scores);
    }

    /** With one more round. */
    SampledStep plus(List<PromptRow> morePrompts, List<RolloutRow> moreRollouts, List<ScoreRow> moreScores) {
        return new SampledStep(
                rounds + 1, joined(prompts, morePrompts), joined(rollouts, moreRollouts), joined(scores, moreScores));
    }

    /** Prompts with a completion that is trained on. */
    Set<String> promptsWithSignal() {
        return signals().entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /**
     * The prompts that make up the batch: those with a signal, and as many of the others as there are places left. So a batch has the size
     * that was asked for, and what was replaced does not dilute its loss.
     */
    Set<String> batch(int size) {
        Set<String> withSignal = promptsWithSignal();
        Set<String> batch = signals().keySet().stream()
                .filter(prompt -> !withSignal.contains(prompt))
                .limit(Math.max(0, size - withSignal.size()))
                .collect(Collectors.toSet());
        batch.addAll(withSignal);
        return batch;
    }

    /** The completions of these prompts. */
    List<RolloutRow> rolloutsOf(Set<String> promptIds) {
        return rollouts.stream()
                .filter(rollout -> promptIds.contains(rollout.promptId()))
                .toList();
    }

    private Map<String, Boolean> signals() {
        Map<String, Boolean> signals = new TreeMap<>();
        scores.forEach(score -> signals.merge(score.promptId(), score.lossWeight() > 0, Boolean::logicalOr));
        return signals;
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
