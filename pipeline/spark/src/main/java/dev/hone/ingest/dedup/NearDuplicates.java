package dev.hone.ingest.dedup;

import static dev.hone.schema.PromptColumns.MESSAGES;
import static dev.hone.schema.PromptColumns.PROMPT_ID;
import static dev.hone.schema.PromptColumns.REFERENCE_ANSWER;
import static dev.hone.schema.PromptColumns.SOURCE;
import static dev.hone.schema.PromptColumns.TOOLS;
import static dev.hone.schema.QuarantineColumns.LINE;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.arrays_zip;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.hone.math.similarity.MinHash;
import dev.hone.math.similarity.SimilarPairs;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Finds prompts that are almost the same (see {@link PromptSketch} for what is compared) by MinHash and bands, and merges them.
 *
 * <p>Prompts that share a key are compared by {@link SimilarPairs}, in groups of some {@value #GROUP_SHINGLES} word sequences, so that a
 * template that makes all prompts share their keys costs no more than a multiple of their number. They are sorted first so that alike ones
 * come into one group. Spark MLlib's MinHashLSH is not used: its keys hold one hash each, which every pair of a common template shares, and
 * it compares all pairs of a key.
 *
 * <p>Of similar prompts the first stays: stored ones before new ones, those of held-out sources before others, those with a reference before
 * those without, then in the order of files and lines. A prompt goes only if one that stays is similar enough, and of two that stay none
 * should go for the other.
 */
public final class NearDuplicates {

    private static final int GROUP_SHINGLES = 400_000;

    /** Chains of similar prompts are resolved from their starts; each round decides at least one more of each. */
    private static final int MAX_ROUNDS = 20;

    private static final String ID = "id";
    private static final int LINE_DIGITS = 19;
    private static final String IS_STORED = "is_stored";
    private static final String RANK = "rank";
    private static final String SKETCH = "sketch";
    private static final String KEY = "band_key";
    private static final String ORDER = "band_order";
    private static final String GROUP = "band_group";
    private static final String MEMBERS = "members";
    private static final String BAND = "band";
    private static final String PAIR = "pair";
    private static final String LEAVING = "leaving_id";

    private NearDuplicates() {}

    /**
     * Merges near duplicates.
     *
     * @param classified rows of {@link Classification}
     * @param stored prompts of the table, which stay
     * @param similarity least share of common word sequences, in (0, 1)
     * @param precedence of new prompts: those with the least number stay before others
     */
    public static Dataset<Row> of(
            Dataset<Row> classified,
            Dataset<Row> stored,
            double similarity,
            Column precedence,
            Intermediates intermediates) {
        Dataset<Row> sketches = sketches(classified, stored, precedence, MinHash.forSimilarity(similarity));
        Dataset<Row> similar = intermediates.keep(pairs(sketches, similarity));
        Dataset<Row> merged = decided(similar, intermediates)
                .groupBy(col(SimilarPrompts.ID).as(Merging.FROM))
                .agg(max_by(
                                col(SimilarPrompts.FIRST),
                                struct(col(SimilarPrompts.SIMILARITY), col(SimilarPrompts.FIRST)))
                        .as(Merging.INTO));
        return Merging.of(classified, merged, DuplicateReason.NEAR_DUPLICATE);
    }

    private static Dataset<Row> sketches(
            Dataset<Row> classified, Dataset<Row> stored, Column precedence, MinHash hashing) {
        Dataset<Row> fresh = classified
                .where(Merging.isPrompt())
                .select(
                        col(PROMPT_ID).as(ID),
                        lit(false).as(IS_STORED),
                        rank(precedence.plus(1), col(LINE)),
                        col(MESSAGES),
                        col(TOOLS));
        Dataset<Row> old = stored.select(
                col(PROMPT_ID).as(ID), lit(true).as(IS_STORED), rank(lit(0), lit(0L)), col(MESSAGES), col(TOOLS));
        return fresh.union(old)
                .select(
                        col(ID),
                        col(IS_STORED),
                        col(RANK),
                        udf(new PromptSketch(hashing), PromptSketch.SCHEMA)
                                .apply(col(MESSAGES), col(TOOLS))
                                .as(SKETCH));
    }

    /** A text that sorts as it says who stays. */
    private static Column rank(Column tier, Column line) {
        Column withoutReference = when(col(REFERENCE_ANSWER).isNull(), lit("1")).otherwise(lit("0"));
        return concat_ws(
                        "\u0000",
                        tier.cast("string"),
                        withoutReference,
                        col(SOURCE),
                        lpad(line.cast("string"), LINE_DIGITS, "0"),
                        col(PROMPT_ID))
                .as(RANK);
    }

    /** New prompts with others that stay before them and are similar enough. */
    private static Dataset<Row> pairs(Dataset<Row> sketches, double similarity) {
        Column bands =
                arrays_zip(col(SKETCH).getField(PromptSketch.KEYS), col(SKETCH).getField(PromptSketch.ORDERS));
        Dataset<Row> keys = sketches.withColumn(BAND, explode(bands))
                .select(
                        col(BAND).getField(PromptSketch.KEYS).as(KEY),
                        col(BAND).getField(PromptSketch.ORDERS).as(ORDER),
                        struct(
                                        col(ID),
                                        col(IS_STORED),
                                        col(RANK),
                                        col(SKETCH)
                                                .getField(PromptSketch.SHINGLES)
                                                .as(PromptSketch.SHINGLES))
                                .as(MEMBERS));
        Column shinglesBefore = sum(size(col(MEMBERS).getField(PromptSketch.SHINGLES)))
                .over(Window.partitionBy(KEY)
                        .orderBy(col(ORDER), col(MEMBERS).getField(ID))
                        .rowsBetween(Window.unboundedPreceding(), Window.currentRow()));
        return keys.withColumn(GROUP, floor(shinglesBefore.divide(GROUP_SHINGLES)))
                .groupBy(KEY, GROUP)
                .agg(collect_list(struct(col(ORDER), col(MEMBERS))).as(MEMBERS))
                .where(size(col(MEMBERS)).gt(1))
                .select(explode(udf(new SimilarPrompts(similarity), SimilarPrompts.SCHEMA)
                                .apply(array_sort(col(MEMBERS)).getField(MEMBERS)))
                        .as(PAIR))
                .select(PAIR + ".*")
                .distinct();
    }

    /** Of similar pairs those whose first prompt stays. */
    private static Dataset<Row> decided(Dataset<Row> similar, Intermediates intermediates) {
        Dataset<Row> open = similar;
        Dataset<Row> decided = similar.limit(0);
        int rounds = 0;
        do {
            Dataset<Row> mayLeave =
                    open.select(col(SimilarPrompts.ID).as(LEAVING)).distinct();
            Dataset<Row> certain = intermediates.keep(
                    open.join(mayLeave, col(SimilarPrompts.FIRST).equalTo(col(LEAVING)), "left_anti"));
            Dataset<Row> leave =
                    certain.select(col(SimilarPrompts.ID).as(LEAVING)).distinct();
            open = intermediates.keep(open.join(leave, col(SimilarPrompts.ID).equalTo(col(LEAVING)), "left_anti")
                    .join(leave, col(SimilarPrompts.FIRST).equalTo(col(LEAVING)), "left_anti"));
            decided = decided.union(certain);
            rounds++;
        } while (rounds < MAX_ROUNDS && !open.isEmpty());
        return decided;
    }
}
