package dev.hone.advantage;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.stddev_samp;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.when;

import dev.hone.math.advantage.GroupAdvantages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.WindowSpec;

/** {@link dev.hone.math.advantage.MultiRewardAdvantages} as SQL, over the map {@code components}: a component that a row lacks is unknown. */
final class SeveralRewards {

    private final List<Part> parts;
    private final WindowSpec group;

    /** One of the rewards. */
    private record Part(Column value, double weight) {}

    /**
     * @param weights of the components by name; empty for the reward as the only one
     * @param penalty whether the penalty for length is a reward too, of weight 1
     * @param group rows of a prompt in a fixed order
     */
    SeveralRewards(Map<String, Double> weights, boolean penalty, WindowSpec group) {
        this.group = group;
        this.parts = new ArrayList<>();
        if (weights.isEmpty()) {
            parts.add(new Part(col("shaped_reward"), 1));
            return;
        }
        weights.forEach((name, weight) -> parts.add(new Part(try_element_at(col("components"), lit(name)), weight)));
        if (penalty) {
            parts.add(new Part(col(ShapedReward.PENALTY), 1));
        }
    }

    /** Adds {@code raw}, the weighted sum of the components as normalised within the group, and {@code differs}. */
    Dataset<Row> add(Dataset<Row> rewards, double epsilon) {
        Dataset<Row> frame = rewards;
        Column sum = lit(0.0);
        Column known = lit(false);
        Column differs = lit(false);
        for (int k = 0; k < parts.size(); k++) {
            String name = "part_" + k;
            Column value = col(name);
            frame = frame.withColumn(
                            name, when(col("reward").isNotNull(), parts.get(k).value()))
                    .withColumn(name + "_mean", avg(name).over(group))
                    .withColumn(name + "_std", stddev_samp(name).over(group));
            Column normalized = try_divide(
                    value.minus(col(name + "_mean")), col(name + "_std").plus(epsilon));
            sum = sum.plus(coalesce(normalized.multiply(parts.get(k).weight()), lit(0.0)));
            known = known.or(value.isNotNull());
            Column spread = max(name).over(group).minus(min(name).over(group));
            differs = differs.or(coalesce(spread, lit(0.0)).gt(GroupAdvantages.SIGNAL_TOLERANCE));
        }
        return frame.withColumn("raw", when(known, sum)).withColumn("differs", differs);
    }
}
