package dev.hone.settings.ingest;

import java.io.Serializable;

/**
 * Where prompts come from.
 *
 * @param path a file, a folder (read recursively), a glob pattern or the folder of a Delta table, on any file system that Hadoop knows
 *     ({@code s3a://…})
 * @param format what its records hold
 * @param columns where the parts of a prompt are, in formats that leave it open
 * @param split which split its prompts are in
 */
public record PromptSource(String path, SourceFormat format, RowColumns columns, SourceSplit split)
        implements Serializable {

    public PromptSource {
        if (path.isBlank()) {
            throw new IllegalArgumentException("the path of a source must not be blank");
        }
        if (!format.hasColumns() && !columns.equals(RowColumns.of(format))) {
            throw new IllegalArgumentException("the format " + format.code()
                    + " says itself where the parts of a prompt are. Remove the columns, or choose the format table");
        }
    }

    /** A source whose prompts are split by shares. */
    public PromptSource(String path, SourceFormat format, RowColumns columns) {
        this(path, format, columns, SourceSplit.BY_SHARES);
    }

    /** A source with the columns of its format, whose prompts are split by shares. */
    public PromptSource(String path, SourceFormat format) {
        this(path, format, RowColumns.of(format));
    }
}
