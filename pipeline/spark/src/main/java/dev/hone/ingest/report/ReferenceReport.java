package dev.hone.ingest.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.hone.ingest.parse.ParsedRows;
import dev.hone.ingest.reference.References;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts what the file of references gave. */
public final class ReferenceReport {

    private ReferenceReport() {}

    /** Where nothing was read. */
    public static ReferenceCounts none() {
        return new ReferenceCounts(0, 0, 0, 0, 0, Optional.empty(), 0, 0);
    }

    public static ReferenceCounts of(IngestCounts counts, Dataset<Row> classified, Optional<Dataset<Row>> references) {
        if (references.isEmpty()) {
            return counts(counts, 0, 0, Optional.empty(), 0, 0);
        }
        Dataset<Row> keys = classified
                .where(col(ParsedRows.JOIN_KEY).isNotNull())
                .select(ParsedRows.JOIN_KEY)
                .distinct();
        Dataset<Row> byKey = References.byKey(references.get());
        Row ofKeys = byKey.join(keys, col(References.KEY).equalTo(col(ParsedRows.JOIN_KEY)), "left")
                .agg(
                        count(when(col(References.ANSWERS).gt(1), lit(1))).as("conflicting_keys"),
                        count(when(col(ParsedRows.JOIN_KEY).isNull(), lit(1))).as("unmatched_keys"))
                .first();
        Row ofRows = references
                .get()
                .agg(
                        count(lit(1)).as("rows"),
                        count(when(col(References.KEY).isNull(), lit(1))).as("unusable_rows"),
                        min(when(col(References.KEY).isNull(), col(References.PLACE)))
                                .as("unusable_place"))
                .first();
        return counts(
                counts,
                ofRows.getAs("rows"),
                ofRows.getAs("unusable_rows"),
                Optional.<String>ofNullable(ofRows.getAs("unusable_place")).map(References::place),
                ofKeys.getAs("conflicting_keys"),
                ofKeys.getAs("unmatched_keys"));
    }

    private static ReferenceCounts counts(
            IngestCounts counts,
            long fileRows,
            long unusableRows,
            Optional<String> unusablePlace,
            long conflictingKeys,
            long unmatchedKeys) {
        return new ReferenceCounts(
                counts.prompts(true),
                counts.prompts(false),
                counts.conflicting(),
                fileRows,
                unusableRows,
                unusablePlace,
                conflictingKeys,
                unmatchedKeys);
    }
}
