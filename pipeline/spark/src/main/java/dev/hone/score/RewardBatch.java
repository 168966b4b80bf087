package dev.hone.score;

import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One call of a reward function. */
final class RewardBatch {

    private RewardBatch() {}

    /**
     * One result per completion, whatever the function throws or gives.
     *
     * @throws dev.hone.reward.RewardUnavailableException where nobody can be asked
     */
    static List<RewardResult> score(RewardFunction function, List<CompletionGroup> groups) {
        int rows = GroupBatches.rows(groups);
        List<RewardResult> results = new ArrayList<>();
        RewardResult whole = RewardResult.attempt(() -> {
            results.addAll(function.scoreGroups(groups));
            return RewardResult.of(0);
        });
        if (whole.error().isPresent()) {
            return Collections.nCopies(rows, whole);
        }
        if (results.size() != rows) {
            return Collections.nCopies(
                    rows,
                    RewardResult.failed("the reward function " + function.name() + " gave " + results.size()
                            + " results for a batch of " + rows));
        }
        return results.stream()
                .map(result -> result == null
                        ? RewardResult.failed("the reward function " + function.name() + " gave null for this row")
                        : result.finite())
                .toList();
    }
}
