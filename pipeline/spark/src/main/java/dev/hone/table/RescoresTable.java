package dev.hone.table;

import dev.hone.schema.RescoreRow;
import dev.hone.schema.Split;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code rescores}: one completion of a run scored by another reward. What one reward says of one step and split is one append. */
public final class RescoresTable extends HoneTable<RescoreRow> {

    RescoresTable(Warehouse warehouse) {
        super(warehouse, RescoreRow.TABLE);
    }

    /** The commit of a step and split under a reward; prepared before a look at whether it is there already. */
    public OptimisticCommit nextCommit(String runId, String grader, Split split, int step) {
        return nextCommit(runId + "/" + grader + "/" + split.columnValue() + "/" + step);
    }

    /**
     * Appends the rows of a step and split as one commit.
     *
     * @throws dev.hone.error.StorageException when another driver has appended them since the commit was prepared
     */
    public void append(OptimisticCommit commit, List<RescoreRow> rows) {
        commit.append(rows(rows));
    }

    /** The rows of a step and split under a reward, by prompt and sample; empty where they were not scored yet. */
    public List<RescoreRow> of(String runId, String grader, Split split, int step) {
        return records(read().where(is(RescoreRow.RUN_ID, runId)
                        .and(is(RescoreRow.GRADER, grader))
                        .and(is(RescoreRow.SPLIT, split))
                        .and(is(RescoreRow.STEP, step)))
                .orderBy(RescoreRow.PROMPT_ID.name(), RescoreRow.SAMPLE.name()));
    }

    /** The steps of a split that a reward has scored. */
    public Set<Integer> steps(String runId, String grader, Split split) {
        return new TreeSet<>(rowsByStep(is(RescoreRow.RUN_ID, runId)
                        .and(is(RescoreRow.GRADER, grader))
                        .and(is(RescoreRow.SPLIT, split)))
                .keySet());
    }

    /** The rewards that have scored a run again. */
    public Set<String> graders(String runId) {
        return read()
                .where(is(RescoreRow.RUN_ID, runId))
                .select(RescoreRow.GRADER.name())
                .distinct()
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
