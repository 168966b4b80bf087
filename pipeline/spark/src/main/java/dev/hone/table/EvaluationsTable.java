package dev.hone.table;

import static dev.hone.schema.Column.optional;
import static dev.hone.schema.Column.required;

import dev.hone.schema.EvaluationRow;
import dev.hone.schema.Split;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;

/** {@code evaluations}: one evaluated prompt under one policy (the base is step 0). One evaluation is one append. */
public final class EvaluationsTable extends HoneTable {

    public static final TableDefinition DEFINITION = new TableDefinition(
            "evaluations",
            "One evaluated prompt under one policy",
            List.of(
                    required("run_id", "STRING", "the run"),
                    required(
                            "step", "INT", "steps that the policy had seen; 0 is the policy that the run started with"),
                    required("dataset", "STRING", "data set of the prompt"),
                    required("split", "STRING", "validation or test"),
                    required("prompt_id", "STRING", "the prompt"),
                    required("sample", "INT", "number of the completion, from 0"),
                    required("adapter_sha", "STRING", "SHA-256 of the adapter that answered"),
                    required("completion", "STRING", "decoded text, with the reasoning where there is some"),
                    required("completion_tokens", "INT", "its length in tokens"),
                    required("stop_reason", "STRING", "end_of_sequence, stop_string or max_tokens"),
                    optional("outcome", "BOOLEAN", "whether the answer is right; NULL when unknown"),
                    optional("reward", "DOUBLE", "its reward; NULL when it could not be computed"),
                    optional("error", "STRING", "why the reward could not be computed"),
                    required("grader", "STRING", "name and version of the reward function"),
                    required("evaluated_at", "TIMESTAMP", "when it was evaluated, UTC"),
                    ReasoningColumns.ANSWER,
                    ReasoningColumns.REASONING,
                    ReasoningColumns.STATE,
                    ReasoningColumns.TOKENS),
            Map.of("known_split", "split IN ('train', 'validation', 'test')"),
            List.of("run_id", "step", "split", "prompt_id", "sample"));

    EvaluationsTable(Warehouse warehouse) {
        super(warehouse, DEFINITION);
    }

    /** The commit of one evaluation; prepared before a look at whether it is there already. */
    public OptimisticCommit nextCommit(String runId, int step, Split split) {
        return nextCommit(runId + "/" + step + "/" + split.columnValue());
    }

    /**
     * Appends one evaluation as one commit.
     *
     * @throws dev.hone.error.StorageException when another driver has appended it since the commit was prepared
     */
    public void append(OptimisticCommit commit, List<EvaluationRow> rows) {
        commit.append(frame(rows.stream().map(EvaluationsTable::toRow).toList()));
    }

    /** One evaluation by prompt and sample; empty when it was not made yet. */
    public List<EvaluationRow> of(String runId, int step, Split split) {
        return read()
                .where(functions
                        .col("run_id")
                        .equalTo(runId)
                        .and(functions.col("step").equalTo(step))
                        .and(functions.col("split").equalTo(split.columnValue())))
                .orderBy("prompt_id", "sample")
                .collectAsList()
                .stream()
                .map(EvaluationsTable::fromRow)
                .toList();
    }

    private static Row toRow(EvaluationRow e) {
        return RowFactory.create(
                e.runId(),
                e.step(),
                e.dataset(),
                e.split().columnValue(),
                e.promptId(),
                e.sample(),
                e.adapterSha(),
                e.completion(),
                e.completionTokens(),
                e.stopReason(),
                e.outcome().orElse(null),
                e.reward().isPresent() ? e.reward().getAsDouble() : null,
                e.error().orElse(null),
                e.grader(),
                e.evaluatedAt(),
                e.parts().answer(),
                ReasoningColumns.reasoning(e.parts()),
                e.parts().state().columnValue(),
                e.parts().reasoningTokens());
    }

    private static EvaluationRow fromRow(Row row) {
        return new EvaluationRow(
                row.getString(0),
                row.getInt(1),
                row.getString(2),
                Split.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getString(4),
                row.getInt(5),
                row.getString(6),
                row.getString(7),
                row.getInt(8),
                ReasoningColumns.parts(row, 15, row.getString(7)),
                row.getString(9),
                row.isNullAt(10) ? Optional.empty() : Optional.of(row.getBoolean(10)),
                row.isNullAt(11) ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble(11)),
                Optional.ofNullable(row.getString(12)),
                row.getString(13),
                row.getTimestamp(14).toInstant());
    }
}
