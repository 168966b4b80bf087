package dev.hone.ingest.source;

import dev.hone.ingest.file.RecordLine;
import dev.hone.ingest.file.Records;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One row of a Delta table.
 *
 * @param file the data file that it is in, with the place of the block where the file is read in several
 * @param line its number among the rows of that block that count, from 1
 * @param json its columns as a JSON object without those that are null
 */
public record TableRow(String file, long line, String json) implements Serializable {

    public Records.Found found() {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new Records.Found(new RecordLine(line, bytes, bytes.length), Optional.empty());
    }
}
