package dev.hone.score;

import dev.hone.reward.CompletionGroup;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The scores of some groups.
 *
 * @param rows one per completion, in order
 * @param breakdown why they were not scored to their end; empty where they were
 */
record ScoredSlice(ArrayList<ScoredRow> rows, String breakdown) implements Serializable {

    /** Scores groups one batch after the other. */
    static ScoredSlice of(List<CompletionGroup> groups, RewardCalls calls) throws InterruptedException {
        MemoryReserve.isWhole();
        ArrayList<ScoredRow> rows = new ArrayList<>();
        try {
            for (List<CompletionGroup> batch : GroupBatches.batches(groups)) {
                rows.addAll(calls.score(batch));
            }
            return new ScoredSlice(rows, "");
        } catch (RewardBreakdown e) {
            // Not thrown on: Spark would only try the slice again.
            return new ScoredSlice(new ArrayList<>(), e.getMessage());
        }
    }
}
