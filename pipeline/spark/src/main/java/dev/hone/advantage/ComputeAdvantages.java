package dev.hone.advantage;

import dev.hone.settings.AdvantageSettings;
import dev.hone.spark.JobGroup;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Computes the advantages of one step over its groups (a prompt's completions) in Spark SQL. A reward that could not be computed leaves its
 * group's statistics and has advantage 0. A group whose rewards are equal within 1e-9 (with several rewards: each of them) is
 * without signal, and counted: its advantages and loss weights are 0, except where whitening over tokens gives it an advantage
 * ({@link dev.hone.math.advantage.AdvantageKind#whitensTokens}).
 */
public final class ComputeAdvantages {

    private static final StructType SCHEMA = new StructType()
            .add("prompt_id", DataTypes.StringType, false)
            .add("sample", DataTypes.IntegerType, false)
            .add("completion_tokens", DataTypes.IntegerType, false)
            .add("reward", DataTypes.DoubleType, true)
            .add("components", DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType, false), false)
            .add("outcome", DataTypes.BooleanType, true);

    private final SparkSession spark;
    private final AdvantageSettings settings;
    private final Map<String, Double> weights;

    /** For advantages of one reward. */
    public ComputeAdvantages(SparkSession spark, AdvantageSettings settings) {
        this(spark, settings, Map.of());
    }

    /**
     * @param componentWeights weights of the reward's components by name; GDPO alone reads them. The penalty for length, where there is
     *     one, is a further reward of weight 1
     */
    public ComputeAdvantages(SparkSession spark, AdvantageSettings settings, Map<String, Double> componentWeights) {
        this.spark = spark;
        this.settings = settings;
        this.weights = new LinkedHashMap<>(componentWeights);
    }

    /**
     * What was computed.
     *
     * @param advantages by prompt id and sample
     * @param groups prompts
     * @param groupsWithoutSignal prompts whose rewards do not differ
     * @param unscorable completions without a reward
     */
    public record Result(List<AdvantageOfSample> advantages, int groups, int groupsWithoutSignal, int unscorable) {}

    /** The advantages of the completions of one step, in one Spark job of one task. */
    public Result execute(int step, List<RewardOfSample> rewards) {
        Dataset<Row> local = spark.createDataFrame(
                        rewards.stream().map(ComputeAdvantages::row).toList(), SCHEMA)
                .coalesce(1);
        String description = rewards.size() + " completions, " + settings.kind().word();
        List<Row> rows =
                JobGroup.run(spark.sparkContext(), "COMPUTE-ADVANTAGES-" + step, description, () -> advantages(local)
                        .select("prompt_id", "sample", "shaped_reward", "advantage", "loss_weight", "has_signal")
                        .orderBy("prompt_id", "sample")
                        .collectAsList());
        int unscorable =
                (int) rewards.stream().filter(r -> r.reward().isEmpty()).count();
        return result(rows, unscorable);
    }

    /**
     * Adds the columns shaped_reward (DOUBLE), advantage (DOUBLE), loss_weight (DOUBLE) and has_signal (BOOLEAN), besides statistics of
     * the group, to a frame of prompt_id, sample, completion_tokens, reward, components, outcome: one shuffle by prompt_id where the frame
     * is not already laid out so.
     */
    public Dataset<Row> advantages(Dataset<Row> rewards) {
        return AdvantageColumns.add(rewards, settings, weights);
    }

    private static Row row(RewardOfSample r) {
        return RowFactory.create(
                r.promptId(),
                r.sample(),
                r.completionTokens(),
                r.reward().isPresent() ? r.reward().getAsDouble() : null,
                r.components(),
                r.outcome().orElse(null));
    }

    private static Result result(List<Row> rows, int unscorable) {
        List<AdvantageOfSample> advantages = rows.stream()
                .map(row -> new AdvantageOfSample(
                        row.getString(0),
                        row.getInt(1),
                        row.isNullAt(2) ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble(2)),
                        row.getDouble(3),
                        row.getDouble(4)))
                .toList();
        Map<String, Boolean> hasSignal = rows.stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getBoolean(5), (first, same) -> first));
        int withoutSignal = Collections.frequency(hasSignal.values(), false);
        return new Result(advantages, hasSignal.size(), withoutSignal, unscorable);
    }
}
