package dev.hone.ingest;

/**
 * Reference answers that are kept apart from the prompts, since logs carry no ground truth.
 *
 * @param path file, folder or glob pattern of JSON lines {@code {"<key>": …, "reference_answer": …}}
 * @param key top-level field that a record and its reference share, such as {@code requestId} of a log record
 */
public record ReferenceSource(String path, String key) {

    /** The key of an invocation log record. */
    public static final String REQUEST_ID = "requestId";

    public ReferenceSource {
        if (path.isBlank() || key.isBlank()) {
            throw new IllegalArgumentException("references need a path and a key");
        }
    }
}
