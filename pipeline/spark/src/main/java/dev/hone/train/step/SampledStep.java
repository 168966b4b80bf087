package dev.hone.train.step;

import dev.hone.schema.PromptRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a step has sampled and scored so far.
 *
 * @param rounds rounds of sampling
 * @param prompts of all rounds
 * @param groups the prompts with their completions, round by round, in each by prompt id
 */
public record SampledStep(int rounds, List<PromptRow> prompts, List<StepGroup> groups) {

    public static final SampledStep NONE = new SampledStep(0, List.of(), List.of());

    private static final Comparator<StepGroup> BY_PROMPT = Comparator.comparing(StepGroup::promptId);

    public SampledStep {
        prompts = List.copyOf(prompts);
        groups = List.copyOf(groups);
    }

    /** With one more round. */
    public SampledStep plus(List<PromptRow> morePrompts, List<RolloutRow> moreRollouts, List<ScoreRow> moreScores) {
        return new SampledStep(
                rounds + 1, joined(prompts, morePrompts), joined(groups, StepGroup.of(moreRollouts, moreScores)));
    }

    /** Of all rounds. */
    public List<RolloutRow> rollouts() {
        return completions().map(StepCompletion::rollout).toList();
    }

    /** Of all rounds. */
    public List<ScoreRow> scores() {
        return completions().map(StepCompletion::score).toList();
    }

    private Stream<StepCompletion> completions() {
        return groups.stream().flatMap(group -> group.completions().stream());
    }

    /** Prompts with a completion that is trained on. */
    Set<String> promptsWithSignal() {
        return groups.stream()
                .filter(StepGroup::hasSignal)
                .map(StepGroup::promptId)
                .collect(Collectors.toSet());
    }

    /**
     * The groups that make up the batch, by prompt id: those with a signal, and as many of the others as there are places left. So a batch has
     * the size that was asked for, and what was replaced does not dilute its loss.
     */
    List<StepGroup> batch(int size) {
        List<StepGroup> withSignal =
                groups.stream().filter(StepGroup::hasSignal).toList();
        Stream<StepGroup> others = groups.stream()
                .filter(group -> !group.hasSignal())
                .sorted(BY_PROMPT)
                .limit(Math.max(0, size - withSignal.size()));
        return Stream.concat(withSignal.stream(), others).sorted(BY_PROMPT).toList();
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
