package dev.hone.ingest.family;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.settings.ingest.RowColumns;
import java.util.Optional;

/** The field reference_answer: a plain text, or the text of a JSON object as it was written. */
public final class ReferenceAnswer {

    /** The name of the field. */
    private static final String FIELD = RowColumns.REFERENCE_ANSWER;

    private ReferenceAnswer() {}

    public static Optional<String> of(JsonRecord row) throws RecordRefused {
        Optional<JsonNode> value = row.value(FIELD);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        boolean text = value.get().isTextual() && !value.get().asText().isBlank();
        boolean object = value.get().isObject() && !value.get().isEmpty();
        if (!text && !object) {
            throw new RecordRefused(QuarantineReason.INVALID_REFERENCE, "");
        }
        return Optional.of(text ? value.get().asText() : row.fields().get(FIELD).text());
    }

    /** The reference of a row that is not bound to those rules: any value that is not empty, what is no text as it is written. */
    public static Optional<String> ofAnyKind(JsonRecord row, String column) {
        return row.field(column)
                .filter(field ->
                        !field.value().isContainerNode() || !field.value().isEmpty())
                .map(JsonRecord.Field::plainText)
                .filter(text -> !text.isBlank());
    }
}
