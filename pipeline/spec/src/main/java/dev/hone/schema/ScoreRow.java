package dev.hone.schema;

import static dev.hone.schema.Column.column;
import static dev.hone.schema.ColumnType.BIGINT;
import static dev.hone.schema.ColumnType.BOOLEAN;
import static dev.hone.schema.ColumnType.DOUBLE;
import static dev.hone.schema.ColumnType.DOUBLES_BY_NAME;
import static dev.hone.schema.ColumnType.INT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.TIMESTAMP;
import static dev.hone.schema.ColumnType.optional;
import static dev.hone.schema.ColumnType.optionalDouble;
import static dev.hone.schema.ColumnType.optionalLong;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One scored completion.
 *
 * @param outcome whether the completion succeeded, apart from the shaped reward; empty when unknown
 * @param reward as the reward function gave it; empty when it could not be computed
 * @param shapedReward the number that training maximises: the reward less the penalty for length, where there is one
 * @param components parts of the reward by name
 * @param metrics metrics that do not enter the reward
 * @param error why the reward could not be computed
 * @param grader name and version of the reward function
 * @param scoreMillis time that scoring took
 * @param costMicroUsd what a judge cost, millionths of a US dollar; empty where that is not known, or nothing
 * @param latencyMillis time that a judge took to answer; empty where none was asked
 * @param advantage of the completion within its group; 0 without a reward or a signal
 * @param lossWeight factor on the completion's loss; 0 when its group is dropped
 */
public record ScoreRow(
        String runId,
        int step,
        String promptId,
        int sample,
        Optional<Boolean> outcome,
        OptionalDouble reward,
        OptionalDouble shapedReward,
        Map<String, Double> components,
        Map<String, Double> metrics,
        String explanation,
        Optional<String> error,
        String grader,
        long scoreMillis,
        OptionalLong costMicroUsd,
        OptionalLong latencyMillis,
        double advantage,
        double lossWeight,
        Instant scoredAt) {
    private static final double MICROS = 1e6;

    public static final Column<ScoreRow, String> RUN_ID = column("run_id", STRING, "the run", ScoreRow::runId);
    public static final Column<ScoreRow, Integer> STEP = column("step", INT, "training step, from 1", ScoreRow::step);
    public static final Column<ScoreRow, String> PROMPT_ID =
            column("prompt_id", STRING, "the prompt", ScoreRow::promptId);
    public static final Column<ScoreRow, Integer> SAMPLE =
            column("sample", INT, "number of the completion in its group, from 0", ScoreRow::sample);
    public static final Column<ScoreRow, Optional<Boolean>> OUTCOME = column(
            "outcome", optional(BOOLEAN), "whether the completion succeeded; NULL when unknown", ScoreRow::outcome);
    public static final Column<ScoreRow, OptionalDouble> REWARD = column(
            "reward", optionalDouble(), "of the reward function; NULL when it could not be computed", ScoreRow::reward);
    public static final Column<ScoreRow, OptionalDouble> SHAPED_REWARD = column(
            "shaped_reward",
            optionalDouble(),
            "what training maximises: the reward less train.overlong",
            ScoreRow::shapedReward);
    public static final Column<ScoreRow, Map<String, Double>> COMPONENTS =
            column("components", DOUBLES_BY_NAME, "parts of the reward by name", ScoreRow::components);
    public static final Column<ScoreRow, Map<String, Double>> METRICS =
            column("metrics", DOUBLES_BY_NAME, "figures that do not enter the reward", ScoreRow::metrics);
    public static final Column<ScoreRow, String> EXPLANATION =
            column("explanation", STRING, "why the reward is what it is", ScoreRow::explanation);
    public static final Column<ScoreRow, Optional<String>> ERROR =
            column("error", optional(STRING), "why the reward could not be computed", ScoreRow::error);
    public static final Column<ScoreRow, String> GRADER =
            column("grader", STRING, "name and version of the reward function", ScoreRow::grader);
    public static final Column<ScoreRow, Long> SCORE_MILLIS =
            column("score_millis", BIGINT, "time that scoring took, milliseconds", ScoreRow::scoreMillis);
    public static final Column<ScoreRow, OptionalLong> COST_USD = column(
            "cost_usd",
            DOUBLE.as(ScoreRow::microUsd, micros -> micros.orElse(0) / MICROS),
            "what a judge cost, US dollars; 0 where that is not known",
            ScoreRow::costMicroUsd);
    public static final Column<ScoreRow, OptionalLong> LATENCY_MILLIS = column(
            "latency_millis",
            optionalLong(),
            "time that a judge took to answer; NULL where none was asked",
            ScoreRow::latencyMillis);
    public static final Column<ScoreRow, Double> ADVANTAGE = column(
            "advantage", DOUBLE, "advantage within the group; 0 without a reward or a signal", ScoreRow::advantage);
    public static final Column<ScoreRow, Double> LOSS_WEIGHT = column(
            "loss_weight",
            DOUBLE,
            "factor on the completion's loss; 0 when its group is dropped",
            ScoreRow::lossWeight);
    public static final Column<ScoreRow, Instant> SCORED_AT =
            column("scored_at", TIMESTAMP, "when it was scored, UTC", ScoreRow::scoredAt);

    public static final TableDefinition<ScoreRow> TABLE = new TableDefinition<>(
            "scores",
            "One scored completion with its advantage",
            List.of(
                    RUN_ID,
                    STEP,
                    PROMPT_ID,
                    SAMPLE,
                    OUTCOME,
                    REWARD,
                    SHAPED_REWARD,
                    COMPONENTS,
                    METRICS,
                    EXPLANATION,
                    ERROR,
                    GRADER,
                    SCORE_MILLIS,
                    COST_USD,
                    LATENCY_MILLIS,
                    ADVANTAGE,
                    LOSS_WEIGHT,
                    SCORED_AT),
            Map.of("reward_or_error", "reward IS NOT NULL OR error IS NOT NULL"),
            Column.names(RUN_ID, STEP, PROMPT_ID, SAMPLE),
            ScoreRow::read);

    private static ScoreRow read(StoredRow row) {
        return new ScoreRow(
                row.get(RUN_ID),
                row.get(STEP),
                row.get(PROMPT_ID),
                row.get(SAMPLE),
                row.get(OUTCOME),
                row.get(REWARD),
                row.get(SHAPED_REWARD).isPresent() ? row.get(SHAPED_REWARD) : row.get(REWARD),
                row.get(COMPONENTS),
                row.get(METRICS),
                row.get(EXPLANATION),
                row.get(ERROR),
                row.get(GRADER),
                row.get(SCORE_MILLIS),
                row.get(COST_USD),
                row.get(LATENCY_MILLIS),
                row.get(ADVANTAGE),
                row.get(LOSS_WEIGHT),
                row.get(SCORED_AT));
    }

    private static OptionalLong microUsd(double usd) {
        return usd == 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(usd * MICROS));
    }
}
