package dev.hone.reward.udf;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardDefinitionException;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF3;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A reward function as a SQL function of (completion, reference, parameters as JSON), all texts; the last two may be NULL. Gives a struct of
 * {@link RewardSqlFunctions#RETURN_TYPE}, or NULL for a NULL completion. Wrong parameters fail the query, a row that cannot be scored only
 * has an error. One instance serves a kind; that without a kind serves all of them, and PySpark's {@code registerJavaFunction} can name it.
 */
public final class RewardUdf implements UDF3<String, String, String, Row> {

    private static final long serialVersionUID = 1L;
    private static final int MAX_FUNCTIONS = 64;

    /** Functions made on this thread, by kind and parameters; the least recently used ones go. */
    private static final ThreadLocal<Map<List<String>, RewardFunction>> FUNCTIONS =
            ThreadLocal.withInitial(() -> new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<List<String>, RewardFunction> eldest) {
                    if (size() > MAX_FUNCTIONS) {
                        eldest.getValue().close();
                        return true;
                    }
                    return false;
                }
            });

    private final String kind;

    /** {@code hone_reward}: any reward function, whose kind the parameters name. */
    public RewardUdf() {
        this("");
    }

    /** @param kind of the reward function; empty if the parameters name it */
    RewardUdf(String kind) {
        this.kind = kind;
    }

    /** The name in SQL, such as {@code hone_label_match}. */
    public String sqlName() {
        return kind.isEmpty() ? "hone_reward" : "hone_" + kind;
    }

    /**
     * Scores one row.
     *
     * @throws RewardDefinitionException if the parameters are wrong
     */
    @Override
    public Row call(String completion, String reference, String parametersJson) {
        if (completion == null) {
            return null;
        }
        RewardFunction function = FUNCTIONS
                .get()
                .computeIfAbsent(List.of(kind, parametersJson == null ? "" : parametersJson), RewardUdf::create);
        RewardInput input = RewardInput.of(completion, Optional.ofNullable(reference));
        return row(RewardResult.attempt(() -> function.score(input)).finite());
    }

    private static RewardFunction create(List<String> kindAndParameters) {
        RewardDefinition parameters = RewardDefinition.ofJson(kindAndParameters.get(0), kindAndParameters.get(1));
        return RewardFunctions.create(
                parameters.kind().isEmpty() ? RewardDefinition.fromMap(parameters.parameters()) : parameters);
    }

    private static Row row(RewardResult result) {
        return RowFactory.create(
                result.reward().isPresent() ? Double.valueOf(result.reward().getAsDouble()) : null,
                result.outcome().orElse(null),
                CollectionConverters.asScala(result.components()),
                CollectionConverters.asScala(result.metrics()),
                result.explanation(),
                result.error().orElse(null));
    }
}
