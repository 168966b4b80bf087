package dev.hone.advantage;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.stddev_samp;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.advantage.GroupAdvantages;
import dev.hone.settings.AdvantageSettings;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The formulas of {@link GroupAdvantages} as SQL. Windows are ordered by sample, so that sums are always taken in the same order. A NULL
 * reward is left out of every aggregate by SQL itself; so is the deviation of a single reward, which is NULL.
 */
final class AdvantageColumns {

    private static final WindowSpec GROUP = Window.partitionBy("prompt_id")
            .orderBy("sample")
            .rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());

    /** All rows of the step: only kinds that scale over the batch use it. */
    private static final WindowSpec BATCH =
            Window.orderBy("prompt_id", "sample").rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());

    private static final double VARIANCE_FLOOR = 1e-8;

    private AdvantageColumns() {}

    /**
     * Adds {@code shaped_reward}, {@code advantage}, {@code loss_weight} and {@code has_signal} to prompt_id, sample, completion_tokens,
     * reward, components, outcome.
     *
     * @param weights of the components, for advantages of several rewards
     */
    static Dataset<Row> add(Dataset<Row> rewards, AdvantageSettings settings, Map<String, Double> weights) {
        Dataset<Row> shaped = ShapedReward.add(rewards, settings);
        Dataset<Row> withStatistics = shaped.withColumn(
                        "n", count("shaped_reward").over(GROUP))
                .withColumn("mean", avg("shaped_reward").over(GROUP))
                .withColumn("std", stddev_samp("shaped_reward").over(GROUP));
        Dataset<Row> scaled = withRaw(withStatistics, settings, weights)
                .withColumn("rewards_differ", settings.kind() == AdvantageKind.GDPO ? col("differs") : rewardsDiffer())
                .withColumn("kept", settings.filterOnOutcome() ? outcomesDiffer() : lit(true))
                .withColumn("has_signal", col("rewards_differ").and(col("kept")))
                .withColumn("scaled", coalesce(raw(settings), lit(0.0)));
        Column counts = col("reward").isNotNull().and(col("kept")).and(moves(settings.kind()));
        return scaled.withColumn("advantage", when(counts, col("scaled")).otherwise(0.0))
                .withColumn("loss_weight", when(counts, 1.0).otherwise(0.0));
    }

    /** Whether the advantage is one: that of a constant group is 0 up to rounding, unless whitening over tokens has moved it. */
    private static Column moves(AdvantageKind kind) {
        Column moved = abs(col("scaled")).gt(GroupAdvantages.SIGNAL_TOLERANCE);
        return kind.whitensTokens() ? col("rewards_differ").or(moved) : col("rewards_differ");
    }

    /** A group without known outcomes is kept. */
    private static Column outcomesDiffer() {
        return coalesce(min("outcome").over(GROUP).notEqual(max("outcome").over(GROUP)), lit(true));
    }

    private static Column rewardsDiffer() {
        Column spread =
                max("shaped_reward").over(GROUP).minus(min("shaped_reward").over(GROUP));
        return coalesce(spread, lit(0.0)).gt(GroupAdvantages.SIGNAL_TOLERANCE);
    }

    /** What a batch statistic is taken of must be a column of its own: a window function cannot hold another. */
    private static Dataset<Row> withRaw(
            Dataset<Row> statistics, AdvantageSettings settings, Map<String, Double> weights) {
        return switch (settings.kind()) {
            case GRPO, DR_GRPO, RLOO, MAXRL -> statistics;
            case BATCH_SCALED ->
                statistics.withColumn("batch_std", stddev_samp("shaped_reward").over(BATCH));
            case RLOO_NORMALIZED -> withBatchStatistics(statistics.withColumn("raw", leaveOneOut()));
            case REINFORCE_PP_BASELINE, REINFORCE_PP_BASELINE_OPENRLHF -> withTokenStatistics(statistics);
            case GDPO ->
                withBatchStatistics(
                        new SeveralRewards(weights, settings.overlong().isPresent(), GROUP)
                                .add(statistics, settings.epsilon()));
        };
    }

    private static Dataset<Row> withBatchStatistics(Dataset<Row> raw) {
        return raw.withColumn("batch_mean", avg("raw").over(BATCH))
                .withColumn("batch_std", stddev_samp("raw").over(BATCH));
    }

    private static Dataset<Row> withTokenStatistics(Dataset<Row> statistics) {
        Column weight = when(col("reward").isNotNull(), col("completion_tokens").cast("double"));
        return statistics
                .withColumn("raw", centred())
                .withColumn("weight", weight)
                .withColumn("tokens", sum("weight").over(BATCH))
                .withColumn(
                        "batch_mean",
                        try_divide(sum(col("raw").multiply(col("weight"))).over(BATCH), col("tokens")))
                .withColumn(
                        "square",
                        pow(col("raw").minus(col("batch_mean")), lit(2.0)).multiply(col("weight")))
                .withColumn("squares", sum("square").over(BATCH));
    }

    private static Column raw(AdvantageSettings settings) {
        double epsilon = settings.epsilon();
        AdvantageKind kind = settings.kind();
        return switch (kind) {
            case GRPO -> try_divide(centred(), col("std").plus(epsilon));
            case DR_GRPO -> centred();
            case RLOO -> leaveOneOut();
            case MAXRL ->
                when(
                        col("mean").notEqual(0.0),
                        try_divide(centred(), col("mean").plus(epsilon)));
            case BATCH_SCALED -> try_divide(centred(), col("batch_std").plus(epsilon));
            case RLOO_NORMALIZED, GDPO ->
                try_divide(col("raw").minus(col("batch_mean")), col("batch_std").plus(epsilon));
            case REINFORCE_PP_BASELINE ->
                whitened(sqrt(try_divide(col("squares"), greatest(col("tokens").minus(1.0), lit(1.0)))
                        .plus(VARIANCE_FLOOR)));
            case REINFORCE_PP_BASELINE_OPENRLHF ->
                whitened(sqrt(greatest(try_divide(col("squares"), col("tokens")), lit(VARIANCE_FLOOR))));
        };
    }

    private static Column centred() {
        return col("shaped_reward").minus(col("mean"));
    }

    private static Column leaveOneOut() {
        return try_divide(centred().multiply(col("n")), col("n").minus(1.0));
    }

    private static Column whitened(Column deviation) {
        return try_divide(col("raw").minus(col("batch_mean")), deviation);
    }
}
