package dev.hone.table;

import static dev.hone.schema.Column.required;

import dev.hone.schema.MajorityAnswerRow;
import dev.hone.schema.Split;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;

/** {@code majority_answers}: what one and the same answer to every prompt would have earned. One run and split is one append. */
public final class MajorityAnswersTable extends HoneTable {

    public static final TableDefinition DEFINITION = new TableDefinition(
            "majority_answers",
            "The commonest reference answer of a run's prompts, scored as the answer to each of them",
            List.of(
                    required("run_id", "STRING", "the run"),
                    required("split", "STRING", "validation or test"),
                    required("dataset", "STRING", "data set of the prompts, or all"),
                    required("answer", "STRING", "the commonest reference answer"),
                    required("prompts", "INT", "prompts with a reference answer that could be scored"),
                    required("distinct_references", "INT", "different reference answers"),
                    required("unscorable", "INT", "prompts whose reward could not be computed; left out"),
                    required("accuracy", "DOUBLE", "share of the prompts to which it is right"),
                    required("reward", "DOUBLE", "its mean reward"),
                    required("grader", "STRING", "name and version of the reward function"),
                    required("evaluated_at", "TIMESTAMP", "when it was scored, UTC")),
            Map.of("known_split", "split IN ('train', 'validation', 'test')"),
            List.of("run_id", "split", "dataset"));

    MajorityAnswersTable(Warehouse warehouse) {
        super(warehouse, DEFINITION);
    }

    /** The commit of those of a run and split; prepared before a look at whether they are there already. */
    public OptimisticCommit nextCommit(String runId, Split split) {
        return nextCommit(runId + "/" + split.columnValue());
    }

    /**
     * Appends those of a run and split as one commit.
     *
     * @throws dev.hone.error.StorageException when another driver has appended them since the commit was prepared
     */
    public void append(OptimisticCommit commit, List<MajorityAnswerRow> rows) {
        commit.append(frame(rows.stream().map(MajorityAnswersTable::toRow).toList()));
    }

    /** Those of a run and split; empty where none was scored, or by an earlier version that did not. */
    public List<MajorityAnswerRow> of(String runId, Split split) {
        if (!exists()) {
            return List.of();
        }
        return read()
                .where(functions
                        .col("run_id")
                        .equalTo(runId)
                        .and(functions.col("split").equalTo(split.columnValue())))
                .orderBy("dataset")
                .collectAsList()
                .stream()
                .map(MajorityAnswersTable::fromRow)
                .toList();
    }

    private static Row toRow(MajorityAnswerRow m) {
        return RowFactory.create(
                m.runId(),
                m.split().columnValue(),
                m.dataset(),
                m.answer(),
                m.prompts(),
                m.references(),
                m.unscorable(),
                m.accuracy(),
                m.reward(),
                m.grader(),
                m.evaluatedAt());
    }

    private static MajorityAnswerRow fromRow(Row row) {
        return new MajorityAnswerRow(
                row.getString(0),
                Split.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getInt(5),
                row.getInt(6),
                row.getDouble(7),
                row.getDouble(8),
                row.getString(9),
                row.getTimestamp(10).toInstant());
    }
}
