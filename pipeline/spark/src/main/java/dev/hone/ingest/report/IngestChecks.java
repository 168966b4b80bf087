package dev.hone.ingest.report;

import dev.hone.error.DataException;
import dev.hone.ingest.dedup.DuplicateReason;
import dev.hone.ingest.parse.NamedColumns;
import dev.hone.ingest.source.SourceFile;
import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.RowColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold before and after prompts are written. */
public final class IngestChecks {

    private IngestChecks() {}

    /** Every record read became exactly one of prompt, duplicate, filtered and quarantined. */
    public static void requireIdentity(List<SourceCounts> sources) {
        for (SourceCounts source : sources) {
            if (!source.addsUp()) {
                throw new DataException(
                        "Records were lost or doubled: " + source
                                + " does not add up to the records read. This happens when a file changes while it is read, and is a fault of Hone"
                                + " otherwise. Nothing was written; run again when nothing writes to the files, and report it if it stays.");
            }
        }
    }

    /** Every file that was listed was read to its end. */
    public static void requireRead(List<SourceFile> listed, Set<String> read) {
        List<String> missing = listed.stream()
                .map(SourceFile::path)
                .filter(path -> !read.contains(path))
                .toList();
        if (!missing.isEmpty()) {
            throw new DataException(missing.size() + " of " + listed.size()
                    + " files were listed and not read, such as " + missing.get(0)
                    + ". This is a fault of Hone. Nothing was written; run again, and report it if it stays.");
        }
    }

    public static void requireWritten(long expected, long written) {
        if (written != expected) {
            throw new DataException("The table prompts got " + written + " rows of this run where " + expected
                    + " prompts were found. This happens when a file changes while it is read. Run again when nothing writes to the files: what"
                    + " is there is not added twice.");
        }
    }

    /** For the failures of {@link #failures}. */
    public static DataException failed(List<String> failures) {
        return new DataException(
                String.join(" ", failures)
                        + " No prompt was written. Records that were refused are in the table quarantine, with what to do about each.");
    }

    private static Optional<String> tooManyQuarantined(
            IngestSettings settings, List<SourceCounts> sources, Map<String, Long> reasons) {
        long read = sources.stream().mapToLong(SourceCounts::recordsRead).sum();
        long quarantined = sources.stream().mapToLong(SourceCounts::quarantined).sum();
        if (quarantined <= settings.maxQuarantinedShare() * read) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%d of %d records (%.1f %%) were quarantined, above maxQuarantinedShare (%.1f %%). Reasons: %s. Correct the source, or raise the limit.",
                quarantined,
                read,
                100.0 * quarantined / read,
                100 * settings.maxQuarantinedShare(),
                describe(reasons)));
    }

    /** What the job would fail for, each in a sentence. */
    public static List<String> failures(IngestSettings settings, IngestCounts counts, List<SourceCounts> sources) {
        return Stream.of(
                        tooManyQuarantined(settings, sources, counts.quarantineReasons()),
                        withoutReferences(settings, counts, sources),
                        withoutColumn(counts, sources),
                        inOtherSplit(counts))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What is wrong where references were given and none fits. */
    private static Optional<String> withoutReferences(
            IngestSettings settings, IngestCounts counts, List<SourceCounts> sources) {
        long candidates = sources.stream()
                .mapToLong(source -> source.prompts() + source.duplicates())
                .sum();
        return settings.references()
                .filter(references -> candidates > 0 && counts.withReference() == 0)
                .map(references -> "None of " + candidates + " prompts has a reference in " + references.path()
                        + " by the key " + references.key()
                        + ". Check that the key is a top-level field of both the records and the references, and that the file"
                        + " belongs to these sources.");
    }

    /** What is wrong where a specification says which column holds references, and no new prompt has one. */
    private static Optional<String> withoutColumn(IngestCounts counts, List<SourceCounts> sources) {
        for (int i = 0; i < sources.size(); i++) {
            SourceCounts source = sources.get(i);
            String column = source.source().columns().referenceAnswer();
            boolean named =
                    !column.equals(RowColumns.of(source.source().format()).referenceAnswer());
            if (named && source.prompts() > 0 && counts.withReference(i) == 0) {
                return Optional.of("None of " + source.prompts() + " new prompts of "
                        + source.source().path()
                        + " has a value in the column " + column
                        + ", which columns.referenceAnswer names. Correct the name,"
                        + " or leave it out where there are no references.");
            }
        }
        return Optional.empty();
    }

    /** What is wrong where prompts of a held-out source were ingested for something else: they may have been trained on. */
    private static Optional<String> inOtherSplit(IngestCounts counts) {
        long prompts = counts.duplicateReasons().getOrDefault(DuplicateReason.IN_OTHER_SPLIT.code(), 0L);
        return Optional.of(prompts)
                .filter(count -> count > 0)
                .map(
                        count -> count
                                + " prompts of sources whose split is test or validation are in the data set already, in another split,"
                                + " and what is there does not change. Ingest under another dataset, or take them out of these sources.");
    }

    /** What is said of columns that a specification names, and in which no prompt has a value: they may be misspelt. */
    public static List<String> emptyColumns(IngestCounts counts, IngestSettings settings) {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < settings.sources().size(); i++) {
            PromptSource source = settings.sources().get(i);
            for (var named : NamedColumns.of(source, settings.usePromptResponse())
                    .columns()
                    .entrySet()) {
                if (counts.lacked(i, named.getKey())) {
                    said.add("no prompt of " + source.path() + " has a value in the column " + named.getValue()
                            + ", which columns." + named.getKey().key() + " names");
                }
            }
        }
        return said;
    }

    /** Reasons with their counts, the most frequent first. */
    static String describe(Map<String, Long> reasons) {
        return reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
