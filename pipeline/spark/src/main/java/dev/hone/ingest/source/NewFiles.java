package dev.hone.ingest.source;

import dev.hone.schema.IngestedFileRow;
import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.PromptSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Which of the listed files are to be read. A file is known when the same content was ingested under the same settings; one that was
 * ingested under other settings, with other filters say, is read again, since other records of it may be wanted now.
 *
 * @param files files to read
 * @param known number of files that are not read again
 * @param changed paths of those to read whose former content was ingested
 * @param completed paths of those to read that are known, but have got bodies which were missing
 */
public record NewFiles(List<SourceFile> files, int known, List<String> changed, List<String> completed) {

    private static final int HASH_DIGITS = 16;

    private record Content(String path, String version, long bytes) {}

    /**
     * Tells new files from known ones.
     *
     * @param late files of {@link LateBodies}
     */
    public static NewFiles of(
            List<SourceFile> listed, List<IngestedFileRow> ingested, Set<String> late, IngestSettings settings) {
        Map<Content, Set<String>> known = ingested.stream()
                .collect(Collectors.groupingBy(
                        file -> new Content(file.path(), file.version(), file.bytes()),
                        Collectors.mapping(IngestedFileRow::settings, Collectors.toSet())));
        Set<String> paths = new HashSet<>();
        ingested.forEach(file -> paths.add(file.path()));
        List<SourceFile> fresh = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        List<String> completed = new ArrayList<>();
        for (SourceFile file : listed) {
            Set<String> settingsThen =
                    known.getOrDefault(new Content(file.path(), file.version(), file.bytes()), Set.of());
            if (!settingsThen.contains(settingsOf(file, settings))) {
                fresh.add(file);
            } else if (late.contains(file.path())) {
                fresh.add(file);
                completed.add(file.path());
            }
            if (settingsThen.isEmpty() && paths.contains(file.path())) {
                changed.add(file.path());
            }
        }
        return new NewFiles(
                List.copyOf(fresh), listed.size() - fresh.size(), List.copyOf(changed), List.copyOf(completed));
    }

    /**
     * A hash of all settings that decide what happens to a record in a file: everything but where the sources lie, so that the same file
     * is the same through a wider pattern.
     */
    static String settingsOf(SourceFile file, IngestSettings settings) {
        PromptSource source = settings.sources().get(file.sourceIndex());
        String format = source.toString().replace(source.path(), "");
        String everything = settings.toString().replace(settings.sources().toString(), format);
        return DigestUtils.sha256Hex(everything).substring(0, HASH_DIGITS);
    }
}
