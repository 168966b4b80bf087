package dev.hone.ingest.report;

import dev.hone.ingest.parse.ParsedRows;
import dev.hone.ingest.record.QuarantineReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What an ingest would do.
 *
 * @param result its counts; nothing is written, so nothing is newly quarantined
 * @param families lengths of the new prompts
 * @param examples up to {@link PreviewRows#EXAMPLES} records for each reason why records would not be taken
 * @param failures what the job would fail for, each in a sentence
 */
public record IngestPreview(
        IngestResult result, List<FamilyTokens> families, List<Example> examples, List<String> failures) {

    private static final int SHOWN_CHARACTERS = 120;

    /** Lengths of the new prompts of a family, in tokens of the policy. */
    public record FamilyTokens(String family, long prompts, long tokens, int shortest, int median, int longest) {}

    /**
     * A record that would not be taken.
     *
     * @param outcome duplicate, filtered or quarantined
     * @param reason code of the documented lists
     * @param count records with this reason
     * @param place file and line
     * @param message what the reason says of it
     * @param raw the record where it would be quarantined; else empty
     */
    public record Example(String outcome, String reason, long count, String place, String message, String raw) {

        private String meaning() {
            return isQuarantined() ? QuarantineReason.ofCode(reason).message("") : message;
        }

        private String detail() {
            String detail = isQuarantined() ? QuarantineReason.ofCode(reason).detail(message) : "";
            return detail.isEmpty() ? "" : " (" + detail + ")";
        }

        private boolean isQuarantined() {
            return outcome.equals(ParsedRows.QUARANTINED);
        }
    }

    public IngestPreview {
        families = List.copyOf(families);
        examples = List.copyOf(examples);
        failures = List.copyOf(failures);
    }

    public static IngestPreview of(IngestResult result, Dataset<Row> classified, List<String> failures) {
        return new IngestPreview(result, PreviewRows.families(classified), PreviewRows.examples(classified), failures);
    }

    /** The whole report for the console. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(result.summary());
        failures.forEach(
                failure -> lines.add("  " + failure + " The job would write no prompt and end with exit code 65."));
        lines.addAll(tokens());
        String before = "";
        for (Example example : examples) {
            if (!example.reason().equals(before)) {
                lines.add(example.outcome() + ", " + example.reason() + " (" + example.count()
                        + (example.count() == 1 ? " record): " : " records): ")
                        + example.meaning());
            }
            before = example.reason();
            lines.add("    " + example.place() + example.detail() + shown(example.raw()));
        }
        return String.join("\n", lines);
    }

    private List<String> tokens() {
        List<String> lines = new ArrayList<>();
        for (FamilyTokens family : families) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-20s %9d prompts %12d tokens, each %d to %d, median %d",
                    family.family(),
                    family.prompts(),
                    family.tokens(),
                    family.shortest(),
                    family.longest(),
                    family.median()));
        }
        return lines;
    }

    private static String shown(String raw) {
        if (raw.isEmpty()) {
            return "";
        }
        String start =
                raw.substring(0, Math.min(raw.length(), SHOWN_CHARACTERS)).replaceAll("\\p{Cntrl}", " ");
        return "  " + start + (start.length() < raw.length() ? "…" : "");
    }
}
