package dev.hone.ingest;

import static dev.hone.table.PromptsTable.MESSAGES;
import static dev.hone.table.PromptsTable.PROMPT_ID;
import static dev.hone.table.PromptsTable.REFERENCE_ANSWER;
import static dev.hone.table.PromptsTable.SOURCE;
import static dev.hone.table.PromptsTable.TOOLS;
import static dev.hone.table.QuarantineTable.LINE;
import static org.apache.spark.sql.functions.array_intersect;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import dev.hone.math.similarity.MinHash;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds prompts that are almost the same (see {@link PromptSketch} for what is compared) by MinHash and bands, and merges them.
 *
 * <p>Of the prompts that share a key, the first one (stored ones before new ones, those with a reference before those without, then in
 * the order of files and lines) is compared with each other one by the exact Jaccard similarity of their word sequences, so the work
 * grows with the number of prompts and not with its square. A prompt goes only if one that stays is similar enough. Spark MLlib's
 * MinHashLSH is not used: its keys hold one hash each, which every pair of a common template shares, and it compares all pairs of a key.
 */
final class NearDuplicates {

    private static final String ID = "id";
    private static final String IS_STORED = "is_stored";
    private static final String RANK = "rank";
    private static final String SKETCH = "sketch";
    private static final String KEY = "band_key";
    private static final String FIRST = "first_id";
    private static final String SIMILARITY = "similarity";

    private NearDuplicates() {}

    /**
     * Merges near duplicates.
     *
     * @param classified rows of {@link Classification}
     * @param stored prompts of the table, which stay
     * @param similarity least share of common word sequences, in (0, 1)
     */
    static Dataset<Row> of(
            Dataset<Row> classified, Dataset<Row> stored, double similarity, Intermediates intermediates) {
        Dataset<Row> sketches = intermediates.keep(sketches(classified, stored, MinHash.forSimilarity(similarity)));
        Dataset<Row> similar = intermediates.keep(
                compared(candidates(sketches), sketches).where(col(SIMILARITY).geq(similarity)));
        Dataset<Row> leaving = similar.select(col(ID).as("leaving_id")).distinct();
        Dataset<Row> merged = similar.join(leaving, col(FIRST).equalTo(col("leaving_id")), "left_anti")
                .groupBy(col(ID).as(Merging.FROM))
                .agg(max_by(col(FIRST), struct(col(SIMILARITY), col(FIRST))).as(Merging.INTO));
        return Merging.of(classified, merged, DuplicateReason.NEAR_DUPLICATE);
    }

    private static Dataset<Row> sketches(Dataset<Row> classified, Dataset<Row> stored, MinHash hashing) {
        Dataset<Row> fresh = classified
                .where(Merging.isPrompt())
                .select(col(PROMPT_ID).as(ID), lit(false).as(IS_STORED), rank(1, col(LINE)), col(MESSAGES), col(TOOLS));
        Dataset<Row> old = stored.select(
                col(PROMPT_ID).as(ID), lit(true).as(IS_STORED), rank(0, lit(0L)), col(MESSAGES), col(TOOLS));
        return fresh.union(old)
                .select(
                        col(ID),
                        col(IS_STORED),
                        col(RANK),
                        udf(new PromptSketch(hashing), PromptSketch.SCHEMA)
                                .apply(col(MESSAGES), col(TOOLS))
                                .as(SKETCH));
    }

    private static Column rank(int tier, Column line) {
        return struct(
                        lit(tier).as("tier"),
                        col(REFERENCE_ANSWER).isNull().as("without_reference"),
                        col(SOURCE),
                        line.as(LINE),
                        col(PROMPT_ID))
                .as(RANK);
    }

    /** New prompts with the first prompt of each key that they have. */
    private static Dataset<Row> candidates(Dataset<Row> sketches) {
        Dataset<Row> keys = sketches.select(
                col(ID),
                col(IS_STORED),
                col(RANK),
                explode(col(SKETCH).getField(PromptSketch.KEYS)).as(KEY));
        Dataset<Row> firsts = keys.groupBy(KEY)
                .agg(min(RANK).as("first_rank"))
                .select(
                        col(KEY).as("first_key"),
                        col("first_rank").getField(PROMPT_ID).as(FIRST));
        return keys.where(col(IS_STORED).equalTo(false))
                .join(firsts, col(KEY).equalTo(col("first_key")).and(col(ID).notEqual(col(FIRST))))
                .select(ID, FIRST)
                .distinct();
    }

    private static Dataset<Row> compared(Dataset<Row> candidates, Dataset<Row> sketches) {
        Dataset<Row> one = sketches.select(
                col(ID).as("one_id"),
                col(SKETCH).getField(PromptSketch.SHINGLES).as("one"));
        Dataset<Row> other = sketches.select(
                col(ID).as("other_id"),
                col(SKETCH).getField(PromptSketch.SHINGLES).as("other"));
        return candidates
                .join(one, col(ID).equalTo(col("one_id")))
                .join(other, col(FIRST).equalTo(col("other_id")))
                .select(
                        col(ID),
                        col(FIRST),
                        size(array_intersect(col("one"), col("other")))
                                .cast("double")
                                .divide(size(array_union(col("one"), col("other"))))
                                .as(SIMILARITY));
    }
}
