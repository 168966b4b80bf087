package dev.hone.ingest.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.hone.ingest.dedup.Classification;
import dev.hone.ingest.parse.NamedColumns;
import dev.hone.ingest.parse.ParsedRows;
import dev.hone.schema.PromptColumns;
import dev.hone.schema.QuarantineColumns;
import dev.hone.settings.ingest.PromptSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The counts of a run, from one aggregation over the classified rows. */
public final class IngestCounts {

    private static final String HAS_REFERENCE = "has_reference";
    private static final String ROWS = "row_count";
    private static final String READ_FILE = "read_file";

    private final List<Cell> cells;

    /** Rows that are alike in all that is counted; the row of a file, which has the number of its records, is alone. */
    private record Cell(
            String outcome,
            int sourceIndex,
            Optional<String> family,
            Optional<String> reason,
            Optional<String> split,
            boolean conflicting,
            boolean hasReference,
            Optional<String> lacked,
            Optional<String> file,
            long rows,
            long records) {

        private static Cell of(Row row) {
            return new Cell(
                    row.getAs(ParsedRows.OUTCOME),
                    row.getAs(ParsedRows.SOURCE_INDEX),
                    Optional.ofNullable(row.getAs(ParsedRows.FAMILY)),
                    Optional.ofNullable(row.getAs(QuarantineColumns.REASON)),
                    Optional.ofNullable(row.getAs(PromptColumns.SPLIT)),
                    row.getAs(Classification.CONFLICTING),
                    row.getAs(HAS_REFERENCE),
                    Optional.ofNullable(row.getAs(ParsedRows.LACKED)),
                    Optional.ofNullable(row.getAs(READ_FILE)),
                    row.getAs(ROWS),
                    Optional.<Long>ofNullable(row.getAs(ParsedRows.RECORDS)).orElse(0L));
        }

        private boolean is(String expected) {
            return outcome.equals(expected);
        }

        private boolean isDuplicate() {
            return is(Classification.DUPLICATE) || is(Classification.DUPLICATE_OF_TABLE);
        }
    }

    private IngestCounts(List<Cell> cells) {
        this.cells = cells;
    }

    /** Of no rows at all. */
    public static IngestCounts none() {
        return new IngestCounts(List.of());
    }

    public static IngestCounts of(Dataset<Row> classified) {
        List<Row> rows = classified
                .groupBy(
                        col(ParsedRows.OUTCOME),
                        col(ParsedRows.SOURCE_INDEX),
                        col(ParsedRows.FAMILY),
                        col(QuarantineColumns.REASON),
                        col(PromptColumns.SPLIT),
                        col(Classification.CONFLICTING),
                        col(PromptColumns.REFERENCE_ANSWER).isNotNull().as(HAS_REFERENCE),
                        col(ParsedRows.LACKED),
                        when(col(ParsedRows.OUTCOME).equalTo(ParsedRows.FILE), col(PromptColumns.SOURCE))
                                .as(READ_FILE))
                .agg(count(lit(1)).as(ROWS), sum(ParsedRows.RECORDS).as(ParsedRows.RECORDS))
                .collectAsList();
        return new IngestCounts(rows.stream().map(Cell::of).toList());
    }

    public long prompts() {
        return rows(cell -> cell.is(ParsedRows.PROMPT));
    }

    public long duplicatesOfTable() {
        return rows(cell -> cell.is(Classification.DUPLICATE_OF_TABLE));
    }

    /** New prompts with or without a reference. */
    public long prompts(boolean withReference) {
        return rows(cell -> cell.is(ParsedRows.PROMPT) && cell.hasReference() == withReference);
    }

    /** Prompts and duplicates that have a reference. */
    long withReference() {
        return rows(Cell::hasReference);
    }

    /** The same of one source. */
    long withReference(int sourceIndex) {
        return rows(cell -> cell.hasReference() && cell.sourceIndex() == sourceIndex);
    }

    long conflicting() {
        return rows(cell -> cell.isDuplicate() && cell.conflicting());
    }

    public List<SourceCounts> sources(List<PromptSource> sources) {
        List<SourceCounts> counts = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            int index = i;
            Predicate<Cell> here = cell -> cell.sourceIndex() == index;
            counts.add(new SourceCounts(
                    sources.get(i),
                    rows(here.and(cell -> cell.is(ParsedRows.FILE))),
                    cells.stream().filter(here).mapToLong(Cell::records).sum(),
                    rows(here.and(cell -> cell.is(ParsedRows.PROMPT))),
                    rows(here.and(Cell::isDuplicate)),
                    rows(here.and(cell -> cell.is(ParsedRows.FILTERED))),
                    rows(here.and(cell -> cell.is(ParsedRows.QUARANTINED)))));
        }
        return List.copyOf(counts);
    }

    /** Whether every record of a source that could be a prompt lacks what a {@link NamedColumns.Part} says; false where there are none. */
    boolean lacked(int sourceIndex, NamedColumns.Part part) {
        List<Cell> prompts = cells.stream()
                .filter(cell ->
                        cell.sourceIndex() == sourceIndex && cell.family().isPresent())
                .toList();
        return !prompts.isEmpty()
                && prompts.stream()
                        .allMatch(cell ->
                                List.of(cell.lacked().orElse("").split(",")).contains(part.key()));
    }

    /** The records read from each file, by its path. */
    public Map<String, Long> recordsByFile() {
        Map<String, Long> records = new HashMap<>();
        cells.forEach(cell -> cell.file().ifPresent(path -> records.put(path, cell.records())));
        return records;
    }

    /** New prompts of each family. */
    public Map<String, Long> families() {
        return group(cell -> cell.is(ParsedRows.PROMPT), Cell::family);
    }

    /** New prompts of each split. */
    public Map<String, Long> splits() {
        return group(cell -> cell.is(ParsedRows.PROMPT), Cell::split);
    }

    public Map<String, Long> filterReasons() {
        return group(cell -> cell.is(ParsedRows.FILTERED), Cell::reason);
    }

    public Map<String, Long> quarantineReasons() {
        return group(cell -> cell.is(ParsedRows.QUARANTINED), Cell::reason);
    }

    public Map<String, Long> duplicateReasons() {
        return group(Cell::isDuplicate, Cell::reason);
    }

    private long rows(Predicate<Cell> which) {
        return cells.stream().filter(which).mapToLong(Cell::rows).sum();
    }

    private Map<String, Long> group(Predicate<Cell> which, Function<Cell, Optional<String>> key) {
        Map<String, Long> counts = new TreeMap<>();
        cells.stream().filter(which).forEach(cell -> key.apply(cell)
                .ifPresent(name -> counts.merge(name, cell.rows(), Long::sum)));
        return Map.copyOf(counts);
    }
}
