package dev.hone.ingest.source;

import dev.hone.schema.IngestedFileRow;
import dev.hone.settings.ingest.IngestSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a run notes of the files that it has read. */
public final class ReadFiles {

    private ReadFiles() {}

    /**
     * One row for each file.
     *
     * @param records number of the records in each of them, by path
     */
    public static List<IngestedFileRow> of(
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
