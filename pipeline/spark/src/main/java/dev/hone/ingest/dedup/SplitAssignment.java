package dev.hone.ingest.dedup;

import static dev.hone.schema.PromptColumns.MESSAGES;
import static dev.hone.schema.PromptColumns.METADATA;
import static dev.hone.schema.PromptColumns.SPLIT;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.hone.schema.Split;
import dev.hone.settings.ingest.AgentLoops;
import dev.hone.settings.ingest.PromptChoices;
import dev.hone.settings.ingest.SplitFractions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * The splits of new prompts where they do not simply follow from each prompt alone.
 *
 * <p>Stratified: the k-th conversation of a stratum gets the split at the place k + ½ of a sequence that fills [0, 1) evenly
 * (multiples of the golden ratio, modulo 1), so each stratum meets the shares within a few prompts however small it is. The count goes
 * on from the conversations that are stored, and a conversation that is stored keeps its split. What a source says counts before all this.
 */
public final class SplitAssignment {

    private static final double GOLDEN_RATIO = 0.6180339887498949;
    private static final String HASH = "conversation_hash";
    private static final String STRATUM = "stratum";
    private static final String ASSIGNED = "assigned_split";

    private SplitAssignment() {}

    public static Dataset<Row> of(
            Dataset<Row> classified,
            Dataset<Row> stored,
            SplitFractions splits,
            PromptChoices choices,
            HeldOut heldOut) {
        Column open = Merging.isPrompt().and(not(heldOut.isFixed()));
        AgentLoops loops = choices.agentLoops();
        if (choices.stratifyBy().isPresent()) {
            return stratified(
                    classified,
                    open,
                    stored,
                    splits,
                    loops,
                    choices.stratifyBy().get());
        }
        return loops.keepTogether() ? byOpening(classified, open, splits, loops) : classified;
    }

    private static Dataset<Row> byOpening(
            Dataset<Row> classified, Column open, SplitFractions splits, AgentLoops loops) {
        Column split = udf((UDF1<String, String>) hash -> splits.splitOf(hash).columnValue(), DataTypes.StringType)
                .apply(ConversationColumns.splitHash(col(MESSAGES), loops));
        return classified.withColumn(SPLIT, when(open, split).otherwise(col(SPLIT)));
    }

    private static Dataset<Row> stratified(
            Dataset<Row> classified,
            Column open,
            Dataset<Row> stored,
            SplitFractions splits,
            AgentLoops loops,
            String field) {
        Column hash = ConversationColumns.splitHash(col(MESSAGES), loops);
        Column stratum = coalesce(ConversationColumns.field(col(METADATA), field), lit(""));
        Dataset<Row> known = stored.groupBy(hash.as(HASH))
                .agg(min(stratum).as(STRATUM), min(SPLIT).as(ASSIGNED));
        Dataset<Row> fresh = classified
                .where(open)
                .groupBy(hash.as(HASH))
                .agg(min(stratum).as(STRATUM))
                .join(known.select(HASH), HASH, "left_anti");
        Dataset<Row> assigned = known.select(HASH, ASSIGNED).union(assign(fresh, known, splits));
        return classified
                .withColumn(HASH, when(open, hash))
                .join(
                        assigned.withColumnRenamed(HASH, "assigned_hash"),
                        col(HASH).equalTo(col("assigned_hash")),
                        "left")
                .withColumn(SPLIT, coalesce(col(ASSIGNED), col(SPLIT)))
                .drop(HASH, "assigned_hash", ASSIGNED);
    }

    private static Dataset<Row> assign(Dataset<Row> fresh, Dataset<Row> known, SplitFractions splits) {
        Dataset<Row> counts = known.groupBy(STRATUM).agg(count(lit(1)).as("known_count"));
        Column order = row_number().over(Window.partitionBy(STRATUM).orderBy(HASH));
        Column turns =
                order.minus(0.5).plus(coalesce(col("known_count"), lit(0))).multiply(GOLDEN_RATIO);
        Column place = turns.minus(floor(turns));
        Column split = when(place.lt(splits.test()), lit(Split.TEST.columnValue()))
                .when(place.lt(splits.test() + splits.validation()), lit(Split.VALIDATION.columnValue()))
                .otherwise(lit(Split.TRAIN.columnValue()));
        return fresh.join(counts, STRATUM, "left").select(col(HASH), split.as(ASSIGNED));
    }
}
