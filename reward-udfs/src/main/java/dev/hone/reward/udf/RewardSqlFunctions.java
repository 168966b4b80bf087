package dev.hone.reward.udf;

import dev.hone.reward.RewardFunctions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;

/** The reward functions that SQL has. */
public final class RewardSqlFunctions {

    /** What every function gives, as DDL: PySpark's {@code registerJavaFunction} asks for it. */
    public static final String RETURN_TYPE =
            "STRUCT<reward: DOUBLE, outcome: BOOLEAN, components: MAP<STRING, DOUBLE>, metrics: MAP<STRING, DOUBLE>, "
                    + "explanation: STRING, error: STRING>";

    private RewardSqlFunctions() {}

    /** One for each kind on the class path, {@code hone_<kind>}, and {@code hone_reward} for all of them. */
    public static List<RewardUdf> all() {
        return Stream.concat(Stream.of(""), RewardFunctions.kinds().stream())
                .map(RewardUdf::new)
                .toList();
    }

    /** Registers all functions with a session; needed only where {@link RewardSqlExtension} is not in force. */
    public static void register(SparkSession spark) {
        all().forEach(udf -> spark.udf().register(udf.sqlName(), udf, returnType()));
    }

    static DataType returnType() {
        return DataType.fromDDL(RETURN_TYPE);
    }
}
