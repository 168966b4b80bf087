package dev.hone.schema;

import static dev.hone.schema.Column.column;
import static dev.hone.schema.ColumnType.BOOLEAN;
import static dev.hone.schema.ColumnType.INT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.TIMESTAMP;
import static dev.hone.schema.ColumnType.optional;
import static dev.hone.schema.ColumnType.optionalDouble;

import dev.hone.policy.reasoning.CompletionParts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * One evaluated prompt under one policy.
 *
 * @param step steps that the policy had seen; 0 is the policy that the run started with
 * @param parts reasoning and answer of the completion
 * @param outcome whether the completion succeeded
 * @param reward empty when it could not be computed
 */
public record EvaluationRow(
        String runId,
        int step,
        String dataset,
        Split split,
        String promptId,
        int sample,
        String adapterSha,
        String completion,
        int completionTokens,
        CompletionParts parts,
        String stopReason,
        Optional<Boolean> outcome,
        OptionalDouble reward,
        Optional<String> error,
        String grader,
        Instant evaluatedAt) {
    public static final Column<EvaluationRow, String> RUN_ID =
            column("run_id", STRING, "the run", EvaluationRow::runId);
    public static final Column<EvaluationRow, Integer> STEP = column(
            "step",
            INT,
            "steps that the policy had seen; 0 is the policy that the run started with",
            EvaluationRow::step);
    public static final Column<EvaluationRow, String> DATASET =
            column("dataset", STRING, "data set of the prompt", EvaluationRow::dataset);
    public static final Column<EvaluationRow, Split> SPLIT =
            column("split", STRING.as(Split::ofColumn, Split::columnValue), "validation or test", EvaluationRow::split);
    public static final Column<EvaluationRow, String> PROMPT_ID =
            column("prompt_id", STRING, "the prompt", EvaluationRow::promptId);
    public static final Column<EvaluationRow, Integer> SAMPLE =
            column("sample", INT, "number of the completion, from 0", EvaluationRow::sample);
    public static final Column<EvaluationRow, String> ADAPTER_SHA =
            column("adapter_sha", STRING, "SHA-256 of the adapter that answered", EvaluationRow::adapterSha);
    public static final Column<EvaluationRow, String> COMPLETION = column(
            "completion", STRING, "decoded text, with the reasoning where there is some", EvaluationRow::completion);
    public static final Column<EvaluationRow, Integer> COMPLETION_TOKENS =
            column("completion_tokens", INT, "its length in tokens", EvaluationRow::completionTokens);
    public static final Column<EvaluationRow, String> STOP_REASON =
            column("stop_reason", STRING, "end_of_sequence, stop_string or max_tokens", EvaluationRow::stopReason);
    public static final Column<EvaluationRow, Optional<Boolean>> OUTCOME = column(
            "outcome", optional(BOOLEAN), "whether the answer is right; NULL when unknown", EvaluationRow::outcome);
    public static final Column<EvaluationRow, OptionalDouble> REWARD =
            column("reward", optionalDouble(), "its reward; NULL when it could not be computed", EvaluationRow::reward);
    public static final Column<EvaluationRow, Optional<String>> ERROR =
            column("error", optional(STRING), "why the reward could not be computed", EvaluationRow::error);
    public static final Column<EvaluationRow, String> GRADER =
            column("grader", STRING, "name and version of the reward function", EvaluationRow::grader);
    public static final Column<EvaluationRow, Instant> EVALUATED_AT =
            column("evaluated_at", TIMESTAMP, "when it was evaluated, UTC", EvaluationRow::evaluatedAt);

    public static final TableDefinition<EvaluationRow> TABLE = new TableDefinition<>(
            "evaluations",
            "One evaluated prompt under one policy",
            Stream.<List<Column<EvaluationRow, ?>>>of(
                            List.of(
                                    RUN_ID,
                                    STEP,
                                    DATASET,
                                    SPLIT,
                                    PROMPT_ID,
                                    SAMPLE,
                                    ADAPTER_SHA,
                                    COMPLETION,
                                    COMPLETION_TOKENS,
                                    STOP_REASON,
                                    OUTCOME,
                                    REWARD,
                                    ERROR,
                                    GRADER,
                                    EVALUATED_AT),
                            ReasoningColumns.of(EvaluationRow::parts))
                    .flatMap(List::stream)
                    .toList(),
            Map.of("known_split", "split IN ('train', 'validation', 'test')"),
            Column.names(RUN_ID, STEP, SPLIT, PROMPT_ID, SAMPLE),
            EvaluationRow::read);

    /** Whether the reward could be computed. What could not be scored is left out of every figure, and counted. */
    public boolean isScored() {
        return reward.isPresent();
    }

    /**
     * 1 for a success, 0 otherwise. A completion that has a reward but no outcome is no success: so it is in metrics, comparisons and views.
     */
    public double success() {
        return outcome.orElse(false) ? 1 : 0;
    }

    private static EvaluationRow read(StoredRow row) {
        return new EvaluationRow(
                row.get(RUN_ID),
                row.get(STEP),
                row.get(DATASET),
                row.get(SPLIT),
                row.get(PROMPT_ID),
                row.get(SAMPLE),
                row.get(ADAPTER_SHA),
                row.get(COMPLETION),
                row.get(COMPLETION_TOKENS),
                ReasoningColumns.read(row, row.get(COMPLETION)),
                row.get(STOP_REASON),
                row.get(OUTCOME),
                row.get(REWARD),
                row.get(ERROR),
                row.get(GRADER),
                row.get(EVALUATED_AT));
    }
}
