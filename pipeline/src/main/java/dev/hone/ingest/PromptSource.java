package dev.hone.ingest;

import java.io.Serializable;

/**
 * Where prompts come from.
 *
 * @param path a file, a folder (read recursively) or a glob pattern, on any file system that Hadoop knows ({@code s3a://…})
 * @param format what its lines hold
 */
public record PromptSource(String path, SourceFormat format) implements Serializable {

    public PromptSource {
        if (path.isBlank()) {
            throw new IllegalArgumentException("the path of a source must not be blank");
        }
    }
}
