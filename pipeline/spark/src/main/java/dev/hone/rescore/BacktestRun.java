package dev.hone.rescore;

import static dev.hone.schema.ColumnType.BOOLEAN;
import static dev.hone.schema.ColumnType.DOUBLE;
import static dev.hone.schema.ColumnType.DOUBLES_BY_NAME;
import static dev.hone.schema.ColumnType.INT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.optional;
import static dev.hone.schema.ColumnType.optionalDouble;

import dev.hone.advantage.ComputeAdvantages;
import dev.hone.advantage.WeightedCompletion;
import dev.hone.error.DataException;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import dev.hone.schema.StoredRow;
import dev.hone.score.ScoredCompletion;
import dev.hone.table.SparkRow;
import dev.hone.table.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Compares the reward that trained a run with another one that has scored its rollouts, from the view {@code backtest_rows}. */
public final class BacktestRun {

    private static final int SHOWN_ROWS = 10;
    private static final String VIEW = "backtest_rows";

    private final Warehouse warehouse;
    private final String runId;
    private final String grader;

    /** @param grader name and version of the other reward */
    public BacktestRun(Warehouse warehouse, String runId, String grader) {
        this.warehouse = warehouse;
        this.runId = runId;
        this.grader = grader;
    }

    /**
     * Compares them.
     *
     * @param computeAdvantages with the settings of the run and the weights of the other reward
     * @throws DataException when the other reward has scored no rollout that was trained on
     */
    public BacktestResult execute(ComputeAdvantages computeAdvantages, StepRange range) {
        warehouse.registerViews(VIEW::equals);
        Dataset<Row> rows = rows(range);
        List<StoredRow> read = rows
                .select(
                        "step",
                        "prompt_id",
                        "sample",
                        "completion_tokens",
                        "trained_reward",
                        "reward",
                        "outcome",
                        "components",
                        "trained_advantage",
                        "trained_cost_usd",
                        "cost_usd",
                        "trained_grader")
                .collectAsList()
                .stream()
                .<StoredRow>map(SparkRow::new)
                .toList();
        if (read.isEmpty()) {
            throw new DataException("The reward " + grader + " has scored no rollouts of these steps of run " + runId
                    + ". Score them by hone score --reward FILE, or name the reward by hone backtest --reward FILE");
        }
        return new BacktestResult(
                read.get(0).get("trained_grader", STRING),
                grader,
                Backtest.of(groups(read, computeAdvantages)),
                furthestApart(rows));
    }

    private Dataset<Row> rows(StepRange range) {
        Column step = functions.col("step");
        return warehouse
                .spark()
                .table(VIEW)
                .where(functions
                        .col("run_id")
                        .equalTo(runId)
                        .and(functions.col("grader").equalTo(grader))
                        .and(step.between(range.first(), range.last())));
    }

    /** One of each prompt: the answers to a prompt are often alike. */
    private static List<StoredRow> furthestApart(Dataset<Row> rows) {
        return rows
                .where("place_difference IS NOT NULL AND place_difference <> 0")
                .withColumn(
                        "of_prompt",
                        functions.expr("row_number() OVER (PARTITION BY prompt_id ORDER BY abs(place_difference) DESC,"
                                + " step, sample)"))
                .where("of_prompt = 1")
                .orderBy(
                        functions.abs(functions.col("place_difference")).desc(),
                        functions.col("step"),
                        functions.col("prompt_id"),
                        functions.col("sample"))
                .limit(SHOWN_ROWS)
                .collectAsList()
                .stream()
                .<StoredRow>map(SparkRow::new)
                .toList();
    }

    /** By step and prompt; advantages may hang on all groups of a step. */
    private static List<List<CompletionPair>> groups(List<StoredRow> rows, ComputeAdvantages computeAdvantages) {
        List<List<CompletionPair>> groups = new ArrayList<>();
        Map<Integer, List<StoredRow>> steps = rows.stream()
                .collect(Collectors.groupingBy(row -> row.get("step", INT), TreeMap::new, Collectors.toList()));
        for (List<StoredRow> step : steps.values()) {
            groups.addAll(pairs(step, computeAdvantages).stream()
                    .collect(Collectors.groupingBy(CompletionPair::promptId, TreeMap::new, Collectors.toList()))
                    .values());
        }
        return groups;
    }

    private static List<CompletionPair> pairs(List<StoredRow> step, ComputeAdvantages computeAdvantages) {
        List<ScoredCompletion<StoredRow>> scored =
                step.stream().map(BacktestRun::scored).toList();
        return computeAdvantages.execute(scored, row -> row.get("completion_tokens", INT)).completions().stream()
                .map(BacktestRun::pair)
                .toList();
    }

    private static ScoredCompletion<StoredRow> scored(StoredRow row) {
        Optional<Double> reward = row.get("reward", optional(DOUBLE));
        RewardResult result = reward.map(RewardResult::of)
                .orElseGet(() -> RewardResult.failed("it could not be computed"))
                .withComponents(row.get("components", DOUBLES_BY_NAME))
                .withOutcome(row.get("outcome", optional(BOOLEAN)));
        RewardInput input = new RewardInput(
                "[]", "", Optional.empty(), Optional.empty(), row.get("prompt_id", STRING), row.get("sample", INT));
        return new ScoredCompletion<>(row, input, result, "", 0);
    }

    private static CompletionPair pair(WeightedCompletion<StoredRow> completion) {
        StoredRow row = completion.scored().completion();
        return new CompletionPair(
                row.get("step", INT),
                row.get("prompt_id", STRING),
                row.get("sample", INT),
                row.get("completion_tokens", INT),
                row.get("trained_reward", optionalDouble()),
                row.get("reward", optionalDouble()),
                row.get("trained_advantage", DOUBLE),
                completion.advantage(),
                row.get("trained_cost_usd", optionalDouble()),
                row.get("cost_usd", optionalDouble()));
    }
}
