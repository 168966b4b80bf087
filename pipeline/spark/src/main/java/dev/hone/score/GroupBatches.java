package dev.hone.score;

import dev.hone.reward.CompletionGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Cuts groups into lists, in order; a group is always whole. */
final class GroupBatches {

    /** Rows per call of the reward function; that of reward Lambdas in training jobs. */
    static final int MAX_BATCH_ROWS = 64;

    private GroupBatches() {}

    /** At most so many lists, of about as many rows each. */
    static List<List<CompletionGroup>> slices(List<CompletionGroup> groups, int count) {
        long rows = rows(groups);
        TreeMap<Long, List<CompletionGroup>> slices = new TreeMap<>();
        long before = 0;
        for (CompletionGroup group : groups) {
            slices.computeIfAbsent(before * count / rows, unseen -> new ArrayList<>())
                    .add(group);
            before += group.size();
        }
        return List.copyOf(slices.values());
    }

    /** About so many lists, or more where {@value #MAX_BATCH_ROWS} rows a list make more. */
    static List<List<CompletionGroup>> batches(List<CompletionGroup> groups, int count) {
        return batchesOf(Math.max(1, Math.min(MAX_BATCH_ROWS, rows(groups) / count)), groups);
    }

    /** As many groups at a time as {@value #MAX_BATCH_ROWS} rows hold; a larger group is alone. */
    static List<List<CompletionGroup>> batches(List<CompletionGroup> groups) {
        return batchesOf(MAX_BATCH_ROWS, groups);
    }

    private static List<List<CompletionGroup>> batchesOf(int rows, List<CompletionGroup> groups) {
        List<List<CompletionGroup>> batches = new ArrayList<>();
        int room = 0;
        for (CompletionGroup group : groups) {
            if (batches.isEmpty() || group.size() > room) {
                batches.add(new ArrayList<>());
                room = rows;
            }
            batches.get(batches.size() - 1).add(group);
            room -= group.size();
        }
        return batches;
    }

    /** Completions of all groups. */
    static int rows(List<CompletionGroup> groups) {
        return groups.stream().mapToInt(CompletionGroup::size).sum();
    }
}
