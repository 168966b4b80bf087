package dev.hone.ingest.source;

import dev.hone.ingest.file.Container;
import dev.hone.settings.ingest.SourceFormat;
import java.io.Serializable;

/**
 * One file to read.
 *
 * @param sourceIndex which of the sources of the settings it belongs to
 * @param path as its file system spells it, so that it is the same at the next run
 * @param bytes its length
 * @param version tells its content from a former one under the same path
 */
public record SourceFile(int sourceIndex, String path, SourceFormat format, long bytes, String version)
        implements Serializable {

    boolean compressed() {
        return Container.isCompressed(path);
    }
}
