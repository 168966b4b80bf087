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

import dev.hone.reward.RewardResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One completion of a run, scored by a reward that did not train it. The grader is part of the key, so that several rewards, and several
 * versions of one, stand side by side.
 *
 * @param grader name and version of the reward function
 * @param split train for a rollout; validation or test for the answer of an evaluation
 * @param step of the rollout; for an evaluation steps that the policy had seen
 * @param result what the reward function says
 * @param scoreMillis time that scoring took
 */
public record RescoreRow(
        String runId,
        String grader,
        Split split,
        int step,
        String promptId,
        int sample,
        RewardResult result,
        long scoreMillis,
        Instant scoredAt) {

    private static final double MICROS = 1e6;

    public static final Column<RescoreRow, String> RUN_ID = column("run_id", STRING, "the run", RescoreRow::runId);
    public static final Column<RescoreRow, String> GRADER =
            column("grader", STRING, "name and version of the reward function", RescoreRow::grader);
    public static final Column<RescoreRow, Split> SPLIT = column(
            "split",
            STRING.as(Split::ofColumn, Split::columnValue),
            "train for a row of rollouts; validation or test for one of evaluations",
            RescoreRow::split);
    public static final Column<RescoreRow, Integer> STEP =
            column("step", INT, "step of the row of rollouts or evaluations", RescoreRow::step);
    public static final Column<RescoreRow, String> PROMPT_ID =
            column("prompt_id", STRING, "the prompt", RescoreRow::promptId);
    public static final Column<RescoreRow, Integer> SAMPLE =
            column("sample", INT, "number of the completion in its group, from 0", RescoreRow::sample);

    private static final Column<RewardResult, Optional<Boolean>> OUTCOME = column(
            "outcome", optional(BOOLEAN), "whether the completion succeeded; NULL when unknown", RewardResult::outcome);
    private static final Column<RewardResult, OptionalDouble> REWARD = column(
            "reward",
            optionalDouble(),
            "of the reward function; NULL when it could not be computed",
            RewardResult::reward);
    private static final Column<RewardResult, Map<String, Double>> COMPONENTS =
            column("components", DOUBLES_BY_NAME, "parts of the reward by name", RewardResult::components);
    private static final Column<RewardResult, Map<String, Double>> METRICS =
            column("metrics", DOUBLES_BY_NAME, "figures that do not enter the reward", RewardResult::metrics);
    private static final Column<RewardResult, String> EXPLANATION =
            column("explanation", STRING, "why the reward is what it is", RewardResult::explanation);
    private static final Column<RewardResult, Optional<String>> ERROR =
            column("error", optional(STRING), "why the reward could not be computed", RewardResult::error);
    private static final Column<RewardResult, OptionalLong> COST_USD = column(
            "cost_usd",
            optional(DOUBLE)
                    .as(
                            usd -> usd.stream()
                                    .mapToLong(dollars -> Math.round(dollars * MICROS))
                                    .findFirst(),
                            micros -> micros.stream()
                                    .boxed()
                                    .map(some -> some / MICROS)
                                    .findFirst()),
            "what it cost to say so, US dollars; NULL where that is not known, or nothing",
            RewardResult::costMicroUsd);
    private static final Column<RewardResult, OptionalLong> LATENCY_MILLIS = column(
            "latency_millis",
            optionalLong(),
            "time that whoever was asked took to answer, milliseconds; NULL where nobody was asked",
            RewardResult::latencyMillis);

    private static final Column<RescoreRow, Long> SCORE_MILLIS =
            column("score_millis", BIGINT, "time that scoring took, milliseconds", RescoreRow::scoreMillis);
    private static final Column<RescoreRow, Instant> SCORED_AT =
            column("scored_at", TIMESTAMP, "when it was scored, UTC", RescoreRow::scoredAt);

    public static final TableDefinition<RescoreRow> TABLE = new TableDefinition<>(
            "rescores",
            "One completion of a run, scored by a reward that did not train it",
            List.of(
                    RUN_ID,
                    GRADER,
                    SPLIT,
                    STEP,
                    PROMPT_ID,
                    SAMPLE,
                    OUTCOME.of(RescoreRow::result),
                    REWARD.of(RescoreRow::result),
                    COMPONENTS.of(RescoreRow::result),
                    METRICS.of(RescoreRow::result),
                    EXPLANATION.of(RescoreRow::result),
                    ERROR.of(RescoreRow::result),
                    SCORE_MILLIS,
                    COST_USD.of(RescoreRow::result),
                    LATENCY_MILLIS.of(RescoreRow::result),
                    SCORED_AT),
            Map.of("known_split", "split IN ('train', 'validation', 'test')"),
            Column.names(RUN_ID, GRADER, SPLIT, STEP, PROMPT_ID, SAMPLE),
            RescoreRow::read);

    private static RescoreRow read(StoredRow row) {
        return new RescoreRow(
                row.get(RUN_ID),
                row.get(GRADER),
                row.get(SPLIT),
                row.get(STEP),
                row.get(PROMPT_ID),
                row.get(SAMPLE),
                new RewardResult(
                        row.get(REWARD),
                        row.get(COMPONENTS),
                        row.get(METRICS),
                        row.get(OUTCOME),
                        row.get(EXPLANATION),
                        row.get(ERROR),
                        row.get(COST_USD),
                        row.get(LATENCY_MILLIS)),
                row.get(SCORE_MILLIS),
                row.get(SCORED_AT));
    }
}
