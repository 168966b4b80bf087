package dev.hone.serving.run;

import static dev.hone.schema.ColumnType.BIGINT;
import static dev.hone.schema.ColumnType.INT;
import static dev.hone.schema.ColumnType.STRING;
import static dev.hone.schema.ColumnType.optional;

import dev.hone.error.StorageException;
import dev.hone.schema.Column;
import dev.hone.schema.IngestedFileRow;
import dev.hone.schema.PromptColumns;
import dev.hone.schema.PromptRow;
import dev.hone.schema.QuarantineColumns;
import dev.hone.schema.SkippedRecordColumns;
import dev.hone.schema.Split;
import dev.hone.schema.StoredRow;
import dev.hone.schema.TableDefinition;
import dev.hone.serving.table.TableReader;
import dev.hone.serving.table.Where;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The data sets of a warehouse. Of prompts it reads lengths and splits alone, and the texts of a few. */
public final class DataSets {

    private static final String QUARANTINED = "quarantined";
    private static final int SAMPLES = 3;
    private static final int MAX_RAW_CHARACTERS = 2_000;
    private static final Set<String> COUNTED =
            Set.of(PromptColumns.DATASET, PromptColumns.SPLIT, PromptColumns.PROMPT_TOKENS);

    /** All tables that are read here have it. */
    private static final Column<StoredRow, String> DATASET =
            Column.column(PromptColumns.DATASET, STRING, "name of the data set");

    private record Length(Split split, int tokens) {}

    private record Refusal(String outcome, String reason, String fileVersion, DataSummary.Refused record) {}

    private record Kind(String outcome, String reason) {}

    private final TableReader tables;

    public DataSets(TableReader tables) {
        this.tables = tables;
    }

    /**
     * One of them; without any prompt where nobody has ingested it.
     *
     * @throws StorageException when a file cannot be read
     */
    public DataSummary of(String dataset) {
        List<IngestedFileRow> files =
                tables.rows(IngestedFileRow.TABLE, Where.<IngestedFileRow>all().and(IngestedFileRow.DATASET, dataset));
        Map<Split, List<Integer>> lengths = new EnumMap<>(Split.class);
        all(PromptColumns.TABLE, columns(PromptColumns.TABLE, COUNTED), dataset, DataSets::length)
                .forEach(length -> lengths.computeIfAbsent(length.split(), split -> new ArrayList<>())
                        .add(length.tokens()));
        int longest = lengths.values().stream()
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        int binTokens = LengthBars.width(longest);
        Map<Split, List<PromptRow>> samples = samples(dataset, lengths.keySet());
        return new DataSummary(
                dataset,
                binTokens,
                lengths.entrySet().stream()
                        .map(split -> LengthBars.of(
                                split.getKey(), split.getValue(), binTokens, longest, samples.get(split.getKey())))
                        .toList(),
                notTaken(dataset, files),
                files.stream()
                        .map(file -> new DataSummary.SourceFile(file.path(), file.records()))
                        .sorted(Comparator.comparing(DataSummary.SourceFile::path))
                        .toList());
    }

    /** A prompt of one of them. */
    public Optional<PromptRow> prompt(String dataset, String promptId) {
        List<PromptRow> found = new ArrayList<>();
        Where<StoredRow> where = Where.<StoredRow>all()
                .and(Column.column(PromptColumns.PROMPT_ID, STRING, "id of the prompt"), promptId)
                .and(DATASET, dataset);
        search(PromptColumns.TABLE, PromptColumns.TABLE.columns(), where, PromptRow::read, prompts -> {
            found.addAll(prompts);
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    private Map<Split, List<PromptRow>> samples(String dataset, Set<Split> splits) {
        Map<Split, List<PromptRow>> samples = new EnumMap<>(Split.class);
        splits.forEach(split -> samples.put(split, new ArrayList<>()));
        search(
                PromptColumns.TABLE,
                PromptColumns.TABLE.columns(),
                Where.<StoredRow>all().and(DATASET, dataset),
                PromptRow::read,
                prompts -> {
                    for (PromptRow prompt : prompts) {
                        List<PromptRow> ofSplit = samples.get(prompt.split());
                        if (ofSplit != null && ofSplit.size() < SAMPLES) {
                            ofSplit.add(prompt);
                        }
                    }
                    return samples.values().stream().anyMatch(some -> some.size() < SAMPLES);
                });
        return samples;
    }

    private List<DataSummary.NotTaken> notTaken(String dataset, List<IngestedFileRow> files) {
        List<Refusal> records = new ArrayList<>(
                all(QuarantineColumns.TABLE, QuarantineColumns.TABLE.columns(), dataset, DataSets::quarantined));
        records.addAll(
                all(SkippedRecordColumns.TABLE, SkippedRecordColumns.TABLE.columns(), dataset, DataSets::skipped));
        Map<String, String> versions = versionsNow(files);
        Map<Kind, List<DataSummary.Refused>> byKind = new HashMap<>();
        for (Refusal record : records) {
            String now = versions.getOrDefault(record.record().source(), "");
            if (record.fileVersion().isEmpty() || now.isEmpty() || now.equals(record.fileVersion())) {
                byKind.computeIfAbsent(new Kind(record.outcome(), record.reason()), kind -> new ArrayList<>())
                        .add(record.record());
            }
        }
        return byKind.entrySet().stream()
                .map(kind -> new DataSummary.NotTaken(
                        kind.getKey().outcome(),
                        kind.getKey().reason(),
                        kind.getValue().size(),
                        kind.getValue().stream().limit(SAMPLES).toList()))
                .sorted(Comparator.comparing(
                                (DataSummary.NotTaken kind) -> !kind.outcome().equals(QUARANTINED))
                        .thenComparing(Comparator.comparingInt(DataSummary.NotTaken::records)
                                .reversed())
                        .thenComparing(DataSummary.NotTaken::reason))
                .toList();
    }

    /** Of a file that was replaced the tables keep what was said of its old content. */
    private static Map<String, String> versionsNow(List<IngestedFileRow> files) {
        Map<String, String> versions = new HashMap<>();
        files.stream()
                .sorted(Comparator.comparing(IngestedFileRow::ingestedAt))
                .forEach(file -> versions.put(file.path(), file.version()));
        return versions;
    }

    private static Length length(StoredRow row) {
        return new Length(
                Split.ofColumn(row.get(PromptColumns.SPLIT, STRING)), row.get(PromptColumns.PROMPT_TOKENS, INT));
    }

    private static Refusal quarantined(StoredRow row) {
        return new Refusal(
                QUARANTINED,
                row.get(QuarantineColumns.REASON, STRING),
                row.get(QuarantineColumns.FILE_VERSION, optional(STRING)).orElse(""),
                new DataSummary.Refused(
                        row.get(QuarantineColumns.SOURCE, STRING),
                        row.get(QuarantineColumns.LINE, BIGINT),
                        row.get(QuarantineColumns.MESSAGE, STRING),
                        row.get(QuarantineColumns.RAW, optional(STRING)).map(DataSets::cut),
                        Optional.empty()));
    }

    private static Refusal skipped(StoredRow row) {
        return new Refusal(
                row.get(SkippedRecordColumns.OUTCOME, STRING),
                row.get(SkippedRecordColumns.REASON, STRING),
                row.get(SkippedRecordColumns.FILE_VERSION, optional(STRING)).orElse(""),
                new DataSummary.Refused(
                        row.get(SkippedRecordColumns.SOURCE, STRING),
                        row.get(SkippedRecordColumns.LINE, BIGINT),
                        row.get(SkippedRecordColumns.MESSAGE, STRING),
                        Optional.empty(),
                        row.get(SkippedRecordColumns.KEPT_PROMPT_ID, optional(STRING))));
    }

    private static String cut(String raw) {
        return raw.length() <= MAX_RAW_CHARACTERS ? raw : raw.substring(0, MAX_RAW_CHARACTERS) + "…";
    }

    private static List<Column<StoredRow, ?>> columns(TableDefinition<StoredRow> table, Set<String> names) {
        return table.columns().stream()
                .filter(column -> names.contains(column.name()))
                .toList();
    }

    private <H> List<H> all(
            TableDefinition<StoredRow> table,
            List<Column<StoredRow, ?>> columns,
            String dataset,
            Function<StoredRow, H> pick) {
        List<H> all = new ArrayList<>();
        search(table, columns, Where.<StoredRow>all().and(DATASET, dataset), pick, more -> {
            all.addAll(more);
            return true;
        });
        return all;
    }

    private <H> void search(
            TableDefinition<StoredRow> table,
            List<Column<StoredRow, ?>> columns,
            Where<StoredRow> where,
            Function<StoredRow, H> pick,
            Predicate<List<H>> wantsMore) {
        try {
            tables.search(
                    table,
                    columns,
                    where,
                    row -> Optional.of(pick.apply(row)),
                    (found, file, files) -> wantsMore.test(found));
        } catch (IOException e) {
            throw new StorageException(
                    "The table " + table.name() + " of " + tables.warehouse() + " cannot be read: " + e.getMessage()
                            + ". Nothing was changed; ask again",
                    e);
        }
    }
}
