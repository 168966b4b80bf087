package dev.hone.settings.ingest;

import java.io.Serializable;

/**
 * Reference answers that are kept apart from the prompts, since logs carry no ground truth.
 *
 * @param path file, folder, glob pattern or Delta table; rows in any form that the format {@code table} reads
 * @param key field that a record and its reference share, such as {@code requestId} of a log record; a path such as
 *     {@code requestMetadata.ticket} leads into objects, and may be {@code ticket} alone in the references
 * @param answer field of a row that holds the reference answer
 */
public record ReferenceSource(String path, String key, String answer) implements Serializable {

    /** The key of an invocation log record. */
    public static final String REQUEST_ID = "requestId";

    public ReferenceSource {
        if (path.isBlank() || key.isBlank() || answer.isBlank()) {
            throw new IllegalArgumentException("references need a path, a key and the name of the answer");
        }
    }

    /** The name that the key may have in the references themselves: the last of a path. */
    public String ownKey() {
        return key.substring(key.lastIndexOf('.') + 1);
    }
}
