package dev.hone.ingest.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hone.ingest.record.FilterReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.Optional;

/** What a parser makes of one record: a prompt or a sound record that is not wanted. (The third outcome is {@link RecordRefused}.) */
public sealed interface RecordOutcome {

    /**
     * A prompt.
     *
     * @param family the shape it was read from
     * @param messages Chat Completions messages
     * @param tools tools as a tree
     * @param toolsText tools as the table keeps them
     * @param referenceAnswer JSON text of an object, or a plain text
     * @param metadata JSON object
     * @param loggedAnswer text that the logged model answered
     * @param joinKey value of the field that references are joined by
     */
    record Prompt(
            String family,
            ArrayNode messages,
            Optional<JsonNode> tools,
            Optional<String> toolsText,
            Optional<String> referenceAnswer,
            String metadata,
            Optional<String> loggedAnswer,
            Optional<String> joinKey)
            implements RecordOutcome {}

    /** A sound record that is not wanted. */
    record Filtered(FilterReason reason) implements RecordOutcome {}
}
