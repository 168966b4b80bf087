package dev.hone.train.plan;

import dev.hone.schema.StepRow;
import dev.hone.table.Warehouse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many rows of a run the tables have, by step.
 *
 * @param rollouts rows in {@code rollouts}
 * @param scores rows in {@code scores}
 */
public record StepCounts(SortedMap<Integer, Long> rollouts, SortedMap<Integer, Long> scores) {

    /** Of a run that was just created. */
    public static final StepCounts NONE = new StepCounts(new TreeMap<>(), new TreeMap<>());

    public StepCounts {
        rollouts = Collections.unmodifiableSortedMap(new TreeMap<>(rollouts));
        scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
    }

    public static StepCounts of(Warehouse warehouse, String runId) {
        return new StepCounts(
                warehouse.rollouts().rowsByStep(runId), warehouse.scores().rowsByStep(runId));
    }

    /** The last step of which there are rows; 0 where there are none. */
    public int lastStep() {
        return Math.max(last(rollouts), last(scores));
    }

    /**
     * What the tables lack, for people.
     *
     * @param completed the completed steps, from the first on
     */
    public List<String> missing(List<StepRow> completed) {
        List<String> missing = new ArrayList<>();
        for (StepRow row : completed) {
            long sampled = rollouts.getOrDefault(row.step(), 0L);
            long scored = scores.getOrDefault(row.step(), 0L);
            if (sampled == 0 || sampled != scored) {
                missing.add("step " + row.step() + " is complete by the table steps, but rollouts has " + sampled
                        + " rows of it and scores " + scored + ": rows were lost or deleted");
            }
        }
        if (lastStep() > completed.size() + 1) {
            missing.add("the table steps has " + completed.size() + " steps, but rollouts and scores have rows of "
                    + lastStep() + ": rows of steps were lost, and those steps are computed again");
        }
        return missing;
    }

    private static int last(SortedMap<Integer, Long> rows) {
        return rows.isEmpty() ? 0 : rows.lastKey();
    }
}
