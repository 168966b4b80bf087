package dev.hone.score;

import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One call of a reward function. */
final class RewardBatch {

    private RewardBatch() {}

    /** One result per input, whatever the function throws or gives. */
    static List<RewardResult> score(RewardFunction function, List<RewardInput> batch) {
        List<RewardResult> results = new ArrayList<>();
        RewardResult whole = RewardResult.attempt(() -> {
            results.addAll(function.scoreBatch(batch));
            return RewardResult.of(0);
        });
        if (whole.error().isPresent()) {
            return Collections.nCopies(batch.size(), whole);
        }
        if (results.size() != batch.size()) {
            return Collections.nCopies(
                    batch.size(),
                    RewardResult.failed("the reward function " + function.name() + " gave " + results.size()
                            + " results for a batch of " + batch.size()));
        }
        return results.stream()
                .map(result -> result == null
                        ? RewardResult.failed("the reward function " + function.name() + " gave null for this row")
                        : result.finite())
                .toList();
    }
}
