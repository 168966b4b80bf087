package dev.hone.reward.udf;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;

/** The reward functions that SQL has. */
public final class RewardSqlFunctions {

    /** What every function gives, as DDL: PySpark's {@code registerJavaFunction} asks for it. */
    public static final String RETURN_TYPE =
            "STRUCT<reward: DOUBLE, outcome: BOOLEAN, components: MAP<STRING, DOUBLE>, metrics: MAP<STRING, DOUBLE>, "
                    + "explanation: STRING, error: STRING>";

    private RewardSqlFunctions() {}

    /** One of each. */
    public static List<RewardUdf> all() {
        return List.of(
                new NormalizedMatchUdf(),
                new NumericMatchUdf(),
                new LabelMatchUdf(),
                new JsonFieldsUdf(),
                new TextSimilarityUdf(),
                new WeightedUdf(),
                new AnyRewardUdf());
    }

    /** Registers all functions with a session; needed only where {@link RewardSqlExtension} is not in force. */
    public static void register(SparkSession spark) {
        all().forEach(udf -> spark.udf().register(udf.sqlName(), udf, returnType()));
    }

    static DataType returnType() {
        return DataType.fromDDL(RETURN_TYPE);
    }
}
