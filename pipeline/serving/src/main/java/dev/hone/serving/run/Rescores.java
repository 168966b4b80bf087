package dev.hone.serving.run;

import dev.hone.schema.RescoreRow;
import dev.hone.schema.Split;
import dev.hone.serving.table.TableReader;
import dev.hone.serving.table.Where;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What rewards that did not train a run, such as its audit, say of some of its completions. */
public final class Rescores {

    /** Nobody has said anything. */
    public static final Rescores NONE = new Rescores(List.of());

    private record Place(int step, String promptId, int sample) {}

    private final Map<Place, SortedMap<String, Double>> rewards = new HashMap<>();

    private Rescores(List<RescoreRow> rows) {
        rows.forEach(row -> row.result().reward().ifPresent(reward -> rewards.computeIfAbsent(
                        new Place(row.step(), row.promptId(), row.sample()), place -> new TreeMap<>())
                .put(row.grader(), reward)));
    }

    /** Of the rollouts of a step. */
    static Rescores ofStep(TableReader tables, String runId, int step) {
        return new Rescores(tables.rows(
                RescoreRow.TABLE,
                Where.<RescoreRow>all()
                        .and(RescoreRow.RUN_ID, runId)
                        .and(RescoreRow.SPLIT, Split.TRAIN)
                        .and(RescoreRow.STEP, step)));
    }

    /** Of the answers to the prompts of a split, at all steps. */
    static Rescores ofSplit(TableReader tables, String runId, Split split) {
        return new Rescores(tables.rows(
                RescoreRow.TABLE,
                Where.<RescoreRow>all().and(RescoreRow.RUN_ID, runId).and(RescoreRow.SPLIT, split)));
    }

    /** The rewards of a completion by the name of who gave them; none where nobody did. */
    public SortedMap<String, Double> of(int step, String promptId, int sample) {
        return rewards.getOrDefault(new Place(step, promptId, sample), Collections.emptySortedMap());
    }
}
