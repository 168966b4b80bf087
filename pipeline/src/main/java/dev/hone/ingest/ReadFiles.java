package dev.hone.ingest;

import dev.hone.table.IngestedFileRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a run notes of the files that it has read. */
final class ReadFiles {

    private ReadFiles() {}

    /**
     * One row for each file.
     *
     * @param records number of the records in each of them, by path
     */
    static List<IngestedFileRow> of(
            Map<String, Long> records, List<SourceFile> files, IngestSettings settings, Instant now) {
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
