package dev.hone.ingest.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.sum;

import dev.hone.ingest.dedup.ConversationColumns;
import dev.hone.ingest.dedup.Merging;
import dev.hone.ingest.parse.PromptRedaction;
import dev.hone.redact.Redaction;
import dev.hone.schema.PromptColumns;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Counts the marks that redaction set in new prompts. */
public final class RedactionReport {

    private RedactionReport() {}

    public static Map<String, Long> of(Dataset<Row> classified, Redaction redaction) {
        if (!redaction.isOn()) {
            return Map.of();
        }
        return classified
                .where(Merging.isPrompt())
                .select(explode(from_json(
                                ConversationColumns.field(col(PromptColumns.METADATA), PromptRedaction.COUNTS),
                                DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType)))
                        .as(new String[] {"kind", "marks"}))
                .groupBy("kind")
                .agg(sum("marks"))
                .collectAsList()
                .stream()
                .collect(Collectors.toUnmodifiableMap(row -> row.getString(0), row -> row.getLong(1)));
    }
}
