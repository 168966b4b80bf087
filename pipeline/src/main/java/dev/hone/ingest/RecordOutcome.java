package dev.hone.ingest;

import java.util.Optional;

/** What became of one record before duplicates are looked for. */
sealed interface RecordOutcome {

    /**
     * A prompt.
     *
     * @param family the shape it was read from
     * @param messages JSON array in Chat Completions form
     * @param tools JSON array
     * @param referenceAnswer JSON text of an object, or a plain text
     * @param metadata JSON object
     * @param loggedAnswer text that the logged model answered
     * @param joinKey value of the field that references are joined by
     */
    record Prompt(
            PromptFamily family,
            String messages,
            Optional<String> tools,
            Optional<String> referenceAnswer,
            String metadata,
            Optional<String> loggedAnswer,
            Optional<String> joinKey)
            implements RecordOutcome {}

    /** A sound record that is not wanted. */
    record Filtered(FilterReason reason) implements RecordOutcome {}

    /** A record that cannot be a prompt. */
    record Quarantined(QuarantineReason reason, String message) implements RecordOutcome {}
}
