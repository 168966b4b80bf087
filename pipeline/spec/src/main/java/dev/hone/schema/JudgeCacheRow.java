package dev.hone.schema;

import static dev.hone.schema.Column.column;
import static dev.hone.schema.ColumnType.BIGINT;
import static dev.hone.schema.ColumnType.DOUBLE;
import static dev.hone.schema.ColumnType.INT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.TIMESTAMP;
import static dev.hone.schema.ColumnType.optional;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An answer of a judge that was paid for.
 *
 * @param key SHA-256 (hex) of endpoint, model, conversation, parameters and vote
 * @param runId the run that asked; empty where it was no run
 * @param model which model answered, at which endpoint
 * @param answer its text
 * @param finishReason why the answer ended, in the endpoint's word
 * @param costMicroUsd millionths of a US dollar; empty where no price is known
 * @param latencyMillis that the model took
 */
public record JudgeCacheRow(
        String key,
        String runId,
        String model,
        String answer,
        String finishReason,
        int promptTokens,
        int completionTokens,
        OptionalLong costMicroUsd,
        long latencyMillis,
        Instant createdAt) {
    private static final double MICROS = 1e6;

    public static final Column<JudgeCacheRow, String> KEY =
            column("key", STRING, "SHA-256 of model, question, parameters and vote", JudgeCacheRow::key);
    public static final Column<JudgeCacheRow, String> RUN_ID =
            column("run_id", STRING, "the run that asked", JudgeCacheRow::runId);
    public static final Column<JudgeCacheRow, String> MODEL =
            column("model", STRING, "which model answered, at which endpoint", JudgeCacheRow::model);
    public static final Column<JudgeCacheRow, String> ANSWER =
            column("answer", STRING, "the text of the answer", JudgeCacheRow::answer);
    public static final Column<JudgeCacheRow, String> FINISH_REASON = column(
            "finish_reason",
            STRING,
            "why the answer ended, such as stop, length, refusal",
            JudgeCacheRow::finishReason);
    public static final Column<JudgeCacheRow, Integer> PROMPT_TOKENS =
            column("prompt_tokens", INT, "tokens of the question", JudgeCacheRow::promptTokens);
    public static final Column<JudgeCacheRow, Integer> COMPLETION_TOKENS =
            column("completion_tokens", INT, "tokens of the answer", JudgeCacheRow::completionTokens);
    public static final Column<JudgeCacheRow, OptionalLong> COST_USD = column(
            "cost_usd",
            optional(DOUBLE).as(JudgeCacheRow::microUsd, JudgeCacheRow::usd),
            "what the answer cost, US dollars; NULL where no price is known",
            JudgeCacheRow::costMicroUsd);
    public static final Column<JudgeCacheRow, Long> LATENCY_MILLIS =
            column("latency_millis", BIGINT, "time that the model took, milliseconds", JudgeCacheRow::latencyMillis);
    public static final Column<JudgeCacheRow, Instant> CREATED_AT =
            column("created_at", TIMESTAMP, "when it was answered, UTC", JudgeCacheRow::createdAt);

    public static final TableDefinition<JudgeCacheRow> TABLE = new TableDefinition<>(
            "judge_cache",
            "An answer of a judge that was paid for, and is not asked for again",
            List.of(
                    KEY,
                    RUN_ID,
                    MODEL,
                    ANSWER,
                    FINISH_REASON,
                    PROMPT_TOKENS,
                    COMPLETION_TOKENS,
                    COST_USD,
                    LATENCY_MILLIS,
                    CREATED_AT),
            Map.of(),
            Column.names(RUN_ID, CREATED_AT),
            JudgeCacheRow::read);

    private static JudgeCacheRow read(StoredRow row) {
        return new JudgeCacheRow(
                row.get(KEY),
                row.get(RUN_ID),
                row.get(MODEL),
                row.get(ANSWER),
                row.get(FINISH_REASON),
                row.get(PROMPT_TOKENS),
                row.get(COMPLETION_TOKENS),
                row.get(COST_USD),
                row.get(LATENCY_MILLIS),
                row.get(CREATED_AT));
    }

    private static OptionalLong microUsd(Optional<Double> usd) {
        return usd.map(cost -> OptionalLong.of(Math.round(cost * MICROS))).orElse(OptionalLong.empty());
    }

    private static Optional<Double> usd(OptionalLong microUsd) {
        return microUsd.isPresent() ? Optional.of(microUsd.getAsLong() / MICROS) : Optional.empty();
    }
}
