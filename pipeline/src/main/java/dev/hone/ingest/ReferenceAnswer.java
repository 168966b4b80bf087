package dev.hone.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The field reference_answer: a plain text, or the text of a JSON object as it was written. */
final class ReferenceAnswer {

    static final String FIELD = "reference_answer";

    private ReferenceAnswer() {}

    static Optional<String> of(JsonRecord row) throws RecordRefused {
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
    static Optional<String> ofAnyKind(JsonRecord row, String column) {
        return row.field(column)
                .filter(field ->
                        !field.value().isContainerNode() || !field.value().isEmpty())
                .map(JsonRecord.Field::plainText)
                .filter(text -> !text.isBlank());
    }
}
