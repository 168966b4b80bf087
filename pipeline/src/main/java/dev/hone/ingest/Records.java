package dev.hone.ingest;

import java.io.Closeable;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The records of one file, in their order. */
interface Records extends Closeable {

    /** The next record, or nothing at the end. */
    Optional<FileRecords.Found> next();

    /**
     * Opens a file.
     *
     * @param maxRecordBytes a longer record is refused
     */
    static Records open(SourceFile file, int maxRecordBytes, Configuration configuration) {
        return FileRecords.open(file.compressed(), maxRecordBytes, () -> SourceStream.open(file.path(), configuration));
    }
}
