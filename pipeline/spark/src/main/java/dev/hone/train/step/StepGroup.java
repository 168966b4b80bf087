package dev.hone.train.step;

import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A prompt of a step with its completions.
 *
 * @param completions [G] in order of sample
 */
public record StepGroup(String promptId, List<StepCompletion> completions) {

    public StepGroup {
        completions = List.copyOf(completions);
    }

    /**
     * The groups of a round, by prompt.
     *
     * @throws IllegalStateException where rollouts and scores are not of the same completions
     */
    static List<StepGroup> of(List<RolloutRow> rollouts, List<ScoreRow> scores) {
        Map<String, List<StepCompletion>> groups = new TreeMap<>();
        Map<String, Map<Integer, ScoreRow>> byPrompt = scores.stream()
                .collect(Collectors.groupingBy(
                        ScoreRow::promptId, Collectors.toMap(ScoreRow::sample, Function.identity())));
        for (RolloutRow rollout : rollouts) {
            ScoreRow score = byPrompt.getOrDefault(rollout.promptId(), Map.of()).get(rollout.sample());
            if (score == null || rollouts.size() != scores.size()) {
                throw new IllegalStateException("rollouts and scores of step " + rollout.step()
                        + " are not of the same completions: there are " + rollouts.size() + " and " + scores.size());
            }
            groups.computeIfAbsent(rollout.promptId(), id -> new ArrayList<>()).add(new StepCompletion(rollout, score));
        }
        return groups.entrySet().stream()
                .map(group -> new StepGroup(group.getKey(), group.getValue()))
                .toList();
    }

    /** Whether a completion is trained on. */
    boolean hasSignal() {
        return completions.stream().anyMatch(completion -> completion.score().lossWeight() > 0);
    }
}
