package dev.hone.ingest;

import java.io.Closeable;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The records of one file, in their order. */
interface Records extends Closeable {

    /** The next record, or nothing at the end. */
    Optional<FileRecords.Found> next();

    /**
     * Opens a file; one whose name tells no kind holds JSON lines.
     *
     * @param maxRecordBytes a longer record is refused
     */
    static Records open(SourceFile file, int maxRecordBytes, Configuration configuration) {
        return switch (Container.of(file.path()).orElse(Container.JSON_LINES)) {
            case JSON_LINES -> lines(file, maxRecordBytes, configuration);
            case CSV -> new CsvRecords(lines(file, maxRecordBytes, configuration), ',', maxRecordBytes);
            case TSV -> new CsvRecords(lines(file, maxRecordBytes, configuration), '\t', maxRecordBytes);
            case PARQUET -> ParquetRecords.open(file.path(), maxRecordBytes, configuration);
        };
    }

    private static Records lines(SourceFile file, int maxRecordBytes, Configuration configuration) {
        return FileRecords.open(file.compressed(), maxRecordBytes, () -> SourceStream.open(file.path(), configuration));
    }
}
