package dev.hone.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A reward that depends on the other completions of the prompt, such as a judge's ranking. It implements {@link #scoreGroup} alone. */
public interface GroupReward extends RewardFunction {

    /**
     * Scores the completions of one prompt together. What it throws becomes the error of this group alone.
     *
     * @return one result per completion, in order of sample
     */
    List<RewardResult> scoreGroup(CompletionGroup group);

    /** A group of one: all that SQL has. */
    @Override
    default RewardResult score(RewardInput input) {
        return scoreGroups(List.of(new CompletionGroup(List.of(input)))).get(0);
    }

    @Override
    default List<RewardResult> scoreGroups(List<CompletionGroup> groups) {
        List<RewardResult> results = new ArrayList<>();
        groups.forEach(group -> results.addAll(attempt(group)));
        return results;
    }

    private List<RewardResult> attempt(CompletionGroup group) {
        List<RewardResult> results = new ArrayList<>();
        RewardResult whole = RewardResult.attempt(() -> {
            results.addAll(scoreGroup(group));
            return RewardResult.of(0);
        });
        if (whole.error().isPresent()) {
            return Collections.nCopies(group.size(), whole);
        }
        return results.size() == group.size()
                ? results
                : Collections.nCopies(
                        group.size(),
                        RewardResult.failed("the reward function " + name() + " gave " + results.size()
                                + " results for a group of " + group.size()));
    }
}
