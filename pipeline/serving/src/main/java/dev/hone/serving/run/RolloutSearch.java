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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Searches the completions of a whole run for a text, the newest first. Reads no other columns, and holds one file of them for each thread. */
public final class RolloutSearch {

    private static final List<Column<RolloutRow, ?>> COLUMNS = List.of(
            RolloutRow.RUN_ID, RolloutRow.STEP, RolloutRow.PROMPT_ID, RolloutRow.SAMPLE, RolloutRow.COMPLETION);
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
        Pattern text = Pattern.compile(
                Pattern.quote(query.text()), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        Where<RolloutRow> where = Where.<RolloutRow>all()
                .and(RolloutRow.RUN_ID, runId)
                .between(RolloutRow.STEP, query.fromStep(), query.toStep());
        tables.search(
                RolloutRow.TABLE,
                COLUMNS,
                where,
                row -> hit(row, text),
                (hits, file, files) -> found.show(
                        hits.stream()
                                .sorted(Comparator.comparingInt(Hit::step).reversed())
                                .toList(),
                        file,
                        files));
    }

    private static Optional<Hit> hit(StoredRow row, Pattern text) {
        String completion = row.get(RolloutRow.COMPLETION);
        Matcher found = text.matcher(completion);
        if (!found.find()) {
            return Optional.empty();
        }
        int from = Math.max(0, found.start() - CHARACTERS_AROUND);
        int to = Math.min(completion.length(), found.end() + CHARACTERS_AROUND);
        return Optional.of(new Hit(
                row.get(RolloutRow.STEP),
                row.get(RolloutRow.PROMPT_ID),
                row.get(RolloutRow.SAMPLE),
                (from > 0 ? "…" : "") + completion.substring(from, found.start()),
                found.group(),
                completion.substring(found.end(), to) + (to < completion.length() ? "…" : "")));
    }
}
