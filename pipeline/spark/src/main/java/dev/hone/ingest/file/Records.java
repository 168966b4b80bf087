package dev.hone.ingest.file;

import dev.hone.ingest.record.RecordRefused;
import java.io.Closeable;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The records of one file, in their order. */
public interface Records extends Closeable {

    /**
     * One record.
     *
     * @param refused why it is not even parsed
     */
    record Found(RecordLine line, Optional<RecordRefused> refused) {}

    /** The next record, or nothing at the end. */
    Optional<Found> next();

    /**
     * Opens a file; one whose name tells no kind holds JSON: an object per line, objects spread over lines, or an array of them.
     *
     * @param maxRecordBytes a longer record is refused
     */
    static Records open(String path, int maxRecordBytes, Configuration configuration) {
        return switch (Container.of(path).orElse(Container.JSON_LINES)) {
            case JSON_LINES ->
                new SpreadObjects(
                        file(path, maxRecordBytes, FileRecords.Splitting.JSON, configuration), maxRecordBytes);
            case CSV -> new CsvRecords(lines(path, maxRecordBytes, configuration), ',', maxRecordBytes);
            case TSV -> new CsvRecords(lines(path, maxRecordBytes, configuration), '\t', maxRecordBytes);
            case PARQUET -> ParquetRecords.open(path, maxRecordBytes, configuration);
        };
    }

    private static Records lines(String path, int maxRecordBytes, Configuration configuration) {
        return file(path, maxRecordBytes, FileRecords.Splitting.LINES, configuration);
    }

    private static Records file(
            String path, int maxRecordBytes, FileRecords.Splitting splitting, Configuration configuration) {
        return FileRecords.open(
                Container.isCompressed(path), maxRecordBytes, splitting, () -> SourceStream.open(path, configuration));
    }
}
