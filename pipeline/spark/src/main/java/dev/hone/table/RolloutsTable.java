package dev.hone.table;

import static dev.hone.schema.Column.optional;
import static dev.hone.schema.Column.required;

import dev.hone.schema.RolloutRow;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;

/** {@code rollouts}: one sampled completion. The rows of a step are one append, so a step has all of them or none. */
public final class RolloutsTable extends HoneTable {

    public static final TableDefinition DEFINITION = new TableDefinition(
            "rollouts",
            "One sampled completion",
            List.of(
                    required("run_id", "STRING", "the run"),
                    required("step", "INT", "training step, from 1"),
                    required("prompt_id", "STRING", "the prompt"),
                    required("sample", "INT", "number of the completion in its group, from 0"),
                    required("policy_version", "INT", "updates that the sampling policy had seen"),
                    required("adapter_sha", "STRING", "SHA-256 of the adapter that sampled it"),
                    required("seed", "BIGINT", "seed of this completion: f(run seed, step, prompt_id, sample)"),
                    required("completion", "STRING", "decoded text, cut before a stop string"),
                    required("token_ids", "ARRAY<INT>", "sampled tokens, never re-encoded from the text"),
                    required(
                            "sampler_logprobs",
                            "ARRAY<FLOAT>",
                            "log softmax(logits / temperature) of each token, nats"),
                    required("stop_reason", "STRING", "end_of_sequence, stop_string or max_tokens"),
                    required("prompt_tokens", "INT", "length of the prompt in tokens"),
                    required("completion_tokens", "INT", "length of the completion in tokens"),
                    required("unit", "INT", "planned unit in which it was decoded"),
                    required("sample_millis", "BIGINT", "time that its unit took, milliseconds"),
                    required("host", "STRING", "machine that sampled it"),
                    required("sampled_at", "TIMESTAMP", "when the unit was done, UTC"),
                    ReasoningColumns.ANSWER,
                    ReasoningColumns.REASONING,
                    ReasoningColumns.STATE,
                    ReasoningColumns.TOKENS,
                    optional(
                            "forced_tokens",
                            "ARRAY<INT>",
                            "positions of tokens that the sampler put there to end the thinking, from 0; not trained. NULL in rows of earlier versions"),
                    optional(
                            "cpu",
                            "STRING",
                            "processor of the machine and its vector instructions; NULL in rows of earlier versions")),
            Map.of(),
            List.of("run_id", "step", "prompt_id", "sample"));

    RolloutsTable(Warehouse warehouse) {
        super(warehouse, DEFINITION);
    }

    /**
     * Appends the rollouts of one round as one commit.
     *
     * @throws dev.hone.error.StorageException when another driver has appended some of the run since the commit was prepared
     */
    public void append(OptimisticCommit commit, List<RolloutRow> rollouts) {
        commit.append(frame(rollouts.stream().map(RolloutsTable::toRow).toList()));
    }

    /** The rollouts of one step by prompt and sample; empty when the step has none yet. */
    public List<RolloutRow> ofStep(String runId, int step) {
        return read()
                .where(functions
                        .col("run_id")
                        .equalTo(runId)
                        .and(functions.col("step").equalTo(step)))
                .orderBy("prompt_id", "sample")
                .collectAsList()
                .stream()
                .map(RolloutsTable::fromRow)
                .toList();
    }

    /** How many rows of a run there are, by step. */
    public SortedMap<Integer, Long> rowsByStep(String runId) {
        return rowsByStep(functions.col("run_id").equalTo(runId));
    }

    private static Row toRow(RolloutRow r) {
        return RowFactory.create(
                r.runId(),
                r.step(),
                r.promptId(),
                r.sample(),
                r.policyVersion(),
                r.adapterSha(),
                r.seed(),
                r.completion(),
                r.tokenIds().toArray(),
                r.samplerLogprobs().toArray(),
                r.stopReason(),
                r.promptTokens(),
                r.tokenIds().size(),
                r.unit(),
                r.sampleMillis(),
                r.host(),
                r.sampledAt(),
                r.parts().answer(),
                ReasoningColumns.reasoning(r.parts()),
                r.parts().state().columnValue(),
                r.parts().reasoningTokens(),
                r.forcedTokens().toArray(),
                r.cpu());
    }

    private static RolloutRow fromRow(Row row) {
        return new RolloutRow(
                row.getString(0),
                row.getInt(1),
                row.getString(2),
                row.getInt(3),
                row.getInt(4),
                row.getString(5),
                row.getLong(6),
                row.getString(7),
                row.getList(8),
                row.getList(9),
                ReasoningColumns.parts(row, 17, row.getString(7)),
                row.isNullAt(21) ? List.of() : row.getList(21),
                row.getString(10),
                row.getInt(11),
                row.getInt(13),
                row.getLong(14),
                row.getString(15),
                row.isNullAt(22) ? "" : row.getString(22),
                row.getTimestamp(16).toInstant());
    }
}
