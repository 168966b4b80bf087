package dev.hone.ingest.file;

import dev.hone.error.StorageException;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;

/**
 * The rows of a parquet file, each as a JSON object; their line is their place in the file, from 1. From where a file is damaged on,
 * what is left of it is one record, which is refused.
 */
final class ParquetRecords implements Records {

    private final ParquetReader<Group> reader;
    private final int maxRecordBytes;
    private long rows;
    private boolean ended;

    private ParquetRecords(ParquetReader<Group> reader, int maxRecordBytes) {
        this.reader = reader;
        this.maxRecordBytes = maxRecordBytes;
    }

    static ParquetRecords open(String path, int maxRecordBytes, Configuration configuration) {
        try {
            return new ParquetRecords(new Builder(new ParquetInput(path, configuration)).build(), maxRecordBytes);
        } catch (IOException e) {
            throw SourceStream.failure(path, e);
        }
    }

    @Override
    public Optional<Records.Found> next() {
        if (ended) {
            return Optional.empty();
        }
        try {
            Optional<Group> row = Optional.ofNullable(reader.read());
            ended = row.isEmpty();
            return row.map(group -> found(ParquetJson.text(group)));
        } catch (StorageException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // parquet throws many kinds on damaged bytes
            ended = true;
            RecordRefused refused =
                    new RecordRefused(QuarantineReason.CORRUPT_FILE, "after row " + rows + ": " + e.getMessage());
            return Optional.of(new Records.Found(new RecordLine(rows + 1, new byte[0], 0), Optional.of(refused)));
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private Records.Found found(String json) {
        rows++;
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        Optional<RecordRefused> tooLarge = bytes.length <= maxRecordBytes
                ? Optional.empty()
                : Optional.of(new RecordRefused(QuarantineReason.RECORD_TOO_LARGE, bytes.length + " bytes"));
        return new Records.Found(new RecordLine(rows, bytes, bytes.length), tooLarge);
    }

    private static final class Builder extends ParquetReader.Builder<Group> {
        private Builder(InputFile file) {
            super(file);
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
