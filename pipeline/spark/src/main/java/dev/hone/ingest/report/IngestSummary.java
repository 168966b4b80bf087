package dev.hone.ingest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The result in a few lines. */
final class IngestSummary {

    private static final int SHOWN_PATHS = 10;

    private IngestSummary() {}

    static String of(IngestResult result) {
        List<String> lines = new ArrayList<>();
        long files = result.sources().stream().mapToLong(SourceCounts::files).sum();
        lines.add(result.recordsRead() + " records read from " + files(files) + " = " + result.prompts() + " prompts + "
                + result.duplicates() + " duplicates + " + result.filtered() + " filtered + " + result.quarantined()
                + " quarantined");
        if (result.knownFiles() > 0) {
            lines.add("  " + (files == 0 ? "nothing is new: " : "") + files(result.knownFiles())
                    + " ingested before, with the same settings, and not read again");
        }
        if (!result.changedFiles().isEmpty()) {
            lines.add("  " + files(result.changedFiles().size())
                    + " changed since the ingest before and read again; what the tables have of the former content stays: "
                    + some(result.changedFiles()));
        }
        if (!result.completedFiles().isEmpty()) {
            lines.add("  " + files(result.completedFiles().size())
                    + " read again, since offloaded bodies have come that were missing: "
                    + some(result.completedFiles()));
        }
        lines.add("  dataset " + result.dataset() + byName("splits", result.splits())
                + byName("from", result.families()));
        if (result.duplicatesOfTable() > 0) {
            lines.add("  " + result.duplicatesOfTable() + " of the duplicates are in the table already");
        }
        if (result.duplicates() > result.duplicatesOfTable()) {
            lines.add("  duplicates: " + IngestChecks.describe(result.duplicateReasons()));
        }
        if (result.filtered() > 0) {
            lines.add("  filtered: " + IngestChecks.describe(result.filterReasons()));
        }
        if (result.quarantined() > 0) {
            String rows = result.newlyQuarantined() + " new rows in the table quarantine say what to do about each";
            lines.add("  quarantined: " + IngestChecks.describe(result.quarantineReasons())
                    + (result.newlyQuarantined() > 0 ? "; " + rows : ""));
        }
        if (!result.redactions().isEmpty()) {
            lines.add("  redacted in prompts: " + IngestChecks.describe(result.redactions()));
        }
        lines.addAll(references(result.references()));
        if (result.skippedFiles().files() > 0) {
            lines.add("  " + result.skippedFiles().text());
        }
        if (!result.skippedFiles().noFiles().isEmpty()) {
            lines.add("  not read, since they are no files: "
                    + some(result.skippedFiles().noFiles()));
        }
        result.skippedFiles()
                .emptySources()
                .forEach(source -> lines.add("  the source " + source + " holds no file of records"));
        result.skippedFiles().emptyColumns().forEach(column -> lines.add("  " + column));
        return String.join("\n", lines);
    }

    private static List<String> references(ReferenceCounts references) {
        List<String> lines = new ArrayList<>();
        if (references.promptsWith() > 0 || references.fileRows() > 0) {
            lines.add("  references: " + references.promptsWith() + " prompts have one, " + references.promptsWithout()
                    + " have none");
        }
        if (references.conflicting() > 0) {
            lines.add("  " + references.conflicting()
                    + " duplicates have another reference than the prompt that was kept");
        }
        if (references.unmatchedKeys() + references.unusableRows() + references.conflictingKeys() > 0) {
            lines.add("  of " + references.fileRows() + " rows of references, " + references.unmatchedKeys()
                    + " match no prompt, " + references.unusableRows() + " are unusable"
                    + references
                            .unusablePlace()
                            .map(place -> " (the first: " + place + ")")
                            .orElse("") + ", "
                    + references.conflictingKeys() + " keys have several answers");
        }
        return lines;
    }

    private static String files(long count) {
        return count == 1 ? "1 file" : count + " files";
    }

    private static String some(List<String> paths) {
        String shown = String.join(", ", paths.subList(0, Math.min(paths.size(), SHOWN_PATHS)));
        return paths.size() > SHOWN_PATHS ? shown + ", …" : shown;
    }

    private static String byName(String title, Map<String, Long> counts) {
        return counts.isEmpty() ? "" : "; " + title + ": " + IngestChecks.describe(counts);
    }
}
