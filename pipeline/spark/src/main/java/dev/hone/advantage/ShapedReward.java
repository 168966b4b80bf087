package dev.hone.advantage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.hone.settings.AdvantageSettings;
import dev.hone.settings.OverlongShaping;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The reward that advantages are computed from: as the reward function gave it, less the penalty for length where there is one. */
final class ShapedReward {

    /** The penalty as a column of its own, at most 0; there only where completions lose for their length. */
    static final String PENALTY = "overlong_penalty";

    private ShapedReward() {}

    /** Adds {@code shaped_reward} and, where there is a penalty, {@value #PENALTY}. */
    static Dataset<Row> add(Dataset<Row> rewards, AdvantageSettings settings) {
        if (settings.overlong().isEmpty()) {
            return rewards.withColumn("shaped_reward", col("reward"));
        }
        return rewards.withColumn(PENALTY, penalty(settings.overlong().get()))
                .withColumn("shaped_reward", col("reward").plus(col(PENALTY)));
    }

    /** {@link dev.hone.math.advantage.SoftOverlong} as SQL. */
    private static Column penalty(OverlongShaping overlong) {
        Column tokens = col("completion_tokens");
        Column free = lit((double) (overlong.maxTokens() - overlong.cacheTokens()));
        Column share = overlong.cacheTokens() == 0
                ? when(tokens.gt(overlong.maxTokens()), -1.0).otherwise(0.0)
                : greatest(lit(-1.0), least(lit(0.0), free.minus(tokens).divide((double) overlong.cacheTokens())));
        return share.multiply(overlong.penalty());
    }
}
