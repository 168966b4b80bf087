package dev.hone.serving.run;

import dev.hone.schema.Column;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.StoredRow;
import dev.hone.serving.table.Found;
import dev.hone.serving.table.TableReader;
import dev.hone.serving.table.Where;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Searches the completions of a whole run for a text, the newest first. Reads no other columns, and holds one file of them for each thread. */
public final class RolloutSearch {

    private static final List<Column<RolloutRow, ?>> COLUMNS =
            List.of(RolloutRow.RUN_ID, RolloutRow.STEP, RolloutRow.PROMPT_ID, RolloutRow.SAMPLE, RolloutRow.COMPLETION);
    private static final int CHARACTERS_AROUND = 80;

    private final TableReader tables;

    /**
     * What is searched for.
     *
     * @param text in completions, whatever its case
     * @param fromStep the first step
     * @param toStep the last step
     */
    public record Query(String text, int fromStep, int toStep) {

        public Query {
            if (text.isBlank()) {
                throw new IllegalArgumentException("a search needs a text");
            }
        }
    }

    /**
     * A completion that holds the text.
     *
     * @param before what stands before it, cut
     * @param match the text as the completion has it
     * @param after what stands behind it, cut
     */
    public record Hit(int step, String promptId, int sample, String before, String match, String after) {}

    public RolloutSearch(TableReader tables) {
        this.tables = tables;
    }

    /**
     * Searches until all is seen or {@code found} has enough.
     *
     * @throws IOException that {@code found} has thrown
     */
    public void of(String runId, Query query, Found<Hit> found) throws IOException {
        Where<RolloutRow> where = Where.<RolloutRow>all()
                .and(RolloutRow.RUN_ID, runId)
                .between(RolloutRow.STEP, query.fromStep(), query.toStep());
        tables.search(
                RolloutRow.TABLE,
                COLUMNS,
                where,
                row -> hit(row, query.text()),
                (hits, file, files) -> found.show(
                        hits.stream()
                                .sorted(Comparator.comparingInt(Hit::step).reversed())
                                .toList(),
                        file,
                        files));
    }

    private static Optional<Hit> hit(StoredRow row, String text) {
        String completion = row.get(RolloutRow.COMPLETION);
        int start = find(completion, text);
        if (start < 0) {
            return Optional.empty();
        }
        int end = start + text.length();
        int from = Math.max(0, start - CHARACTERS_AROUND);
        int to = Math.min(completion.length(), end + CHARACTERS_AROUND);
        return Optional.of(new Hit(
                row.get(RolloutRow.STEP),
                row.get(RolloutRow.PROMPT_ID),
                row.get(RolloutRow.SAMPLE),
                (from > 0 ? "…" : "") + completion.substring(from, start),
                completion.substring(start, end),
                completion.substring(end, to) + (to < completion.length() ? "…" : "")));
    }

    /** Where a text is found first, whatever its case; -1 where it is not. A regular expression takes ten times as long. */
    private static int find(String text, String wanted) {
        char lower = Character.toLowerCase(wanted.charAt(0));
        char upper = Character.toUpperCase(wanted.charAt(0));
        int nextLower = text.indexOf(lower);
        int nextUpper = lower == upper ? -1 : text.indexOf(upper);
        while (nextLower >= 0 || nextUpper >= 0) {
            int next = nextUpper < 0 || (nextLower >= 0 && nextLower < nextUpper) ? nextLower : nextUpper;
            if (text.regionMatches(true, next, wanted, 0, wanted.length())) {
                return next;
            }
            if (next == nextLower) {
                nextLower = text.indexOf(lower, next + 1);
            } else {
                nextUpper = text.indexOf(upper, next + 1);
            }
        }
        return -1;
    }
}
