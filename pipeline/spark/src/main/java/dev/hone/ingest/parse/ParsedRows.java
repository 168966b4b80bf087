package dev.hone.ingest.parse;

import dev.hone.ingest.family.RecordOutcome;
import dev.hone.ingest.record.FilterReason;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.source.SourceFile;
import dev.hone.schema.PromptColumns;
import dev.hone.schema.QuarantineColumns;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The rows that the parsing of files gives: one per record, and one per file with the number of records that it held. */
public final class ParsedRows {

    public static final String OUTCOME = "outcome";
    public static final String SOURCE_INDEX = "source_index";
    public static final String FAMILY = "family";
    public static final String JOIN_KEY = "join_key";
    public static final String RECORDS = "records";

    /** Keys of {@link NamedColumns} that gave the prompt nothing. */
    public static final String LACKED = "lacked";

    /** Values of the outcome. */
    public static final String PROMPT = "prompt";

    public static final String FILTERED = "filtered";
    public static final String QUARANTINED = "quarantined";
    public static final String FILE = "file";

    public static final StructType SCHEMA = new StructType()
            .add(OUTCOME, DataTypes.StringType, false)
            .add(SOURCE_INDEX, DataTypes.IntegerType, false)
            .add(PromptColumns.SOURCE, DataTypes.StringType, false)
            .add(QuarantineColumns.LINE, DataTypes.LongType, false)
            .add(FAMILY, DataTypes.StringType)
            .add(QuarantineColumns.REASON, DataTypes.StringType)
            .add(QuarantineColumns.MESSAGE, DataTypes.StringType)
            .add(QuarantineColumns.RAW, DataTypes.StringType)
            .add(PromptColumns.PROMPT_ID, DataTypes.StringType)
            .add(PromptColumns.SPLIT, DataTypes.StringType)
            .add(PromptColumns.MESSAGES, DataTypes.StringType)
            .add(PromptColumns.TOOLS, DataTypes.StringType)
            .add(PromptColumns.REFERENCE_ANSWER, DataTypes.StringType)
            .add(PromptColumns.METADATA, DataTypes.StringType)
            .add(PromptColumns.LOGGED_ANSWER, DataTypes.StringType)
            .add(PromptColumns.PROMPT_TOKENS, DataTypes.IntegerType)
            .add(JOIN_KEY, DataTypes.StringType)
            .add(RECORDS, DataTypes.LongType)
            .add(LACKED, DataTypes.StringType)
            .add(QuarantineColumns.FILE_VERSION, DataTypes.StringType);

    private final SourceFile file;

    public ParsedRows(SourceFile file) {
        this.file = file;
    }

    Row prompt(
            long line,
            RecordOutcome.Prompt prompt,
            String id,
            String split,
            String messages,
            int tokens,
            String lacked) {
        return RowFactory.create(
                PROMPT,
                file.sourceIndex(),
                file.path(),
                line,
                prompt.family(),
                null,
                null,
                null,
                id,
                split,
                messages,
                orNull(prompt.toolsText()),
                orNull(prompt.referenceAnswer()),
                prompt.metadata(),
                orNull(prompt.loggedAnswer()),
                tokens,
                orNull(prompt.joinKey()),
                null,
                lacked,
                version());
    }

    Row filtered(long line, FilterReason reason) {
        return plain(FILTERED, line, reason.code(), null, null, null);
    }

    Row quarantined(long line, QuarantineReason reason, String message, String raw) {
        return plain(QUARANTINED, line, reason.code(), message, raw, null);
    }

    Row file(long records) {
        return plain(FILE, 0L, null, null, null, records);
    }

    private Row plain(String outcome, long line, String reason, String message, String raw, Long records) {
        return RowFactory.create(
                outcome,
                file.sourceIndex(),
                file.path(),
                line,
                null,
                reason,
                message,
                raw,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                records,
                null,
                version());
    }

    /** Rows of tables have none. */
    private String version() {
        return file.version().isEmpty() ? null : file.version();
    }

    private static String orNull(Optional<String> value) {
        return value.orElse(null);
    }
}
