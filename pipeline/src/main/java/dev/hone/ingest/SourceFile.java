package dev.hone.ingest;

import dev.hone.ingest.family.SourceFormat;
import dev.hone.ingest.file.Container;
import java.io.Serializable;

/**
 * One file to read.
 *
 * @param sourceIndex which of the sources of the settings it belongs to
 * @param path as its file system spells it, so that it is the same at the next run
 * @param bytes its length
 * @param version tells its content from a former one under the same path
 */
record SourceFile(int sourceIndex, String path, SourceFormat format, long bytes, String version)
        implements Serializable {

    boolean compressed() {
        return Container.isCompressed(path);
    }
}
