package dev.hone.table;

import static dev.hone.schema.Column.optional;
import static dev.hone.schema.Column.required;

import dev.hone.schema.PassRateRow;
import dev.hone.schema.ScoreRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;

/** {@code scores}: one scored completion with its advantage. The rows of a step are one append. */
public final class ScoresTable extends HoneTable {

    public static final TableDefinition DEFINITION = new TableDefinition(
            "scores",
            "One scored completion with its advantage",
            List.of(
                    required("run_id", "STRING", "the run"),
                    required("step", "INT", "training step, from 1"),
                    required("prompt_id", "STRING", "the prompt"),
                    required("sample", "INT", "number of the completion in its group, from 0"),
                    optional("outcome", "BOOLEAN", "whether the completion succeeded; NULL when unknown"),
                    optional("reward", "DOUBLE", "of the reward function; NULL when it could not be computed"),
                    optional("shaped_reward", "DOUBLE", "what training maximises: the reward less train.overlong"),
                    required("components", "MAP<STRING, DOUBLE>", "parts of the reward by name"),
                    required("metrics", "MAP<STRING, DOUBLE>", "figures that do not enter the reward"),
                    required("explanation", "STRING", "why the reward is what it is"),
                    optional("error", "STRING", "why the reward could not be computed"),
                    required("grader", "STRING", "name and version of the reward function"),
                    required("score_millis", "BIGINT", "time that scoring took, milliseconds"),
                    required("cost_usd", "DOUBLE", "what a judge cost, US dollars; 0 where that is not known"),
                    optional("latency_millis", "BIGINT", "time that a judge took to answer; NULL where none was asked"),
                    required("advantage", "DOUBLE", "advantage within the group; 0 without a reward or a signal"),
                    required("loss_weight", "DOUBLE", "factor on the completion's loss; 0 when its group is dropped"),
                    required("scored_at", "TIMESTAMP", "when it was scored, UTC")),
            Map.of("reward_or_error", "reward IS NOT NULL OR error IS NOT NULL"),
            List.of("run_id", "step", "prompt_id", "sample"));

    private static final double MICROS = 1e6;

    ScoresTable(Warehouse warehouse) {
        super(warehouse, DEFINITION);
    }

    /**
     * Appends the scores of one round as one commit.
     *
     * @throws dev.hone.error.StorageException when another driver has appended some of the run since the commit was prepared
     */
    public void append(OptimisticCommit commit, List<ScoreRow> scores) {
        commit.append(frame(scores.stream().map(ScoresTable::toRow).toList()));
    }

    /** The scores of one step by prompt and sample; empty when the step has none yet. */
    public List<ScoreRow> ofStep(String runId, int step) {
        return read()
                .where(functions
                        .col("run_id")
                        .equalTo(runId)
                        .and(functions.col("step").equalTo(step)))
                .orderBy("prompt_id", "sample")
                .collectAsList()
                .stream()
                .map(ScoresTable::fromRow)
                .toList();
    }

    /** How often each prompt was solved in the first steps of a run, by step and prompt. */
    public List<PassRateRow> passRates(String runId, int lastStep) {
        return read()
                .where(functions
                        .col("run_id")
                        .equalTo(runId)
                        .and(functions.col("step").leq(lastStep)))
                .groupBy("step", "prompt_id")
                .agg(
                        functions.count_if(functions.col("outcome")).as("solved"),
                        functions.count("outcome").as("known"))
                .orderBy("step", "prompt_id")
                .collectAsList()
                .stream()
                .map(row -> new PassRateRow(row.getInt(0), row.getString(1), row.getLong(2), row.getLong(3)))
                .toList();
    }

    /** How many rows of a run there are, by step. */
    public SortedMap<Integer, Long> rowsByStep(String runId) {
        return rowsByStep(functions.col("run_id").equalTo(runId));
    }

    private static Row toRow(ScoreRow s) {
        return RowFactory.create(
                s.runId(),
                s.step(),
                s.promptId(),
                s.sample(),
                s.outcome().orElse(null),
                orNull(s.reward()),
                orNull(s.shapedReward()),
                s.components(),
                s.metrics(),
                s.explanation(),
                s.error().orElse(null),
                s.grader(),
                s.scoreMillis(),
                s.costMicroUsd().orElse(0) / MICROS,
                s.latencyMillis().isPresent() ? s.latencyMillis().getAsLong() : null,
                s.advantage(),
                s.lossWeight(),
                s.scoredAt());
    }

    private static ScoreRow fromRow(Row row) {
        return new ScoreRow(
                row.getString(0),
                row.getInt(1),
                row.getString(2),
                row.getInt(3),
                row.isNullAt(4) ? Optional.empty() : Optional.of(row.getBoolean(4)),
                orEmpty(row, 5),
                orEmpty(row, row.isNullAt(6) ? 5 : 6), // rows of earlier versions have the one reward
                row.getJavaMap(7),
                row.getJavaMap(8),
                row.getString(9),
                Optional.ofNullable(row.getString(10)),
                row.getString(11),
                row.getLong(12),
                costMicroUsd(row.getDouble(13)),
                row.isNullAt(14) ? OptionalLong.empty() : OptionalLong.of(row.getLong(14)),
                row.getDouble(15),
                row.getDouble(16),
                row.getTimestamp(17).toInstant());
    }

    private static OptionalLong costMicroUsd(double usd) {
        return usd == 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(usd * MICROS));
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static OptionalDouble orEmpty(Row row, int column) {
        return row.isNullAt(column) ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble(column));
    }
}
