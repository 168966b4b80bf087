package dev.hone.ingest;

import static org.apache.spark.sql.functions.col;

import dev.hone.table.IngestedFileRow;
import dev.hone.table.PromptsTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a run notes of the files that it has read. */
final class ReadFiles {

    private ReadFiles() {}

    /**
     * One row for each file.
     *
     * @param classified every file's row with the number of its records is among them
     */
    static List<IngestedFileRow> of(
            Dataset<Row> classified, List<SourceFile> files, IngestSettings settings, Instant now) {
        Map<String, Long> records = new HashMap<>();
        classified
                .where(col(ParsedRows.OUTCOME).equalTo(ParsedRows.FILE))
                .select(PromptsTable.SOURCE, ParsedRows.RECORDS)
                .collectAsList()
                .forEach(row -> records.put(row.getString(0), row.getLong(1)));
        return files.stream()
                .map(file -> new IngestedFileRow(
                        settings.dataset(),
                        file.path(),
                        file.version(),
                        file.bytes(),
                        NewFiles.settingsOf(file, settings),
                        records.get(file.path()),
                        now))
                .toList();
    }
}
