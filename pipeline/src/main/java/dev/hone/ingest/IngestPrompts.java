package dev.hone.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.hone.error.DataException;
import dev.hone.ingest.family.PromptFamily;
import dev.hone.ingest.record.FilterReason;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.metrics.JobGroup;
import dev.hone.table.IngestedFileRow;
import dev.hone.table.LeftOutTable;
import dev.hone.table.PromptsTable;
import dev.hone.table.QuarantineTable;
import dev.hone.table.Warehouse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * From logs to prompts: reads the sources, refuses what cannot be a prompt, keeps each prompt once, and appends to {@code quarantine},
 * to {@code left_out} and then to {@code prompts}.
 *
 * <p>Files that an earlier run has read are not read again: the table {@code ingested_files} names them. It is written last, and the other
 * appends leave out what the tables have, so a run that was killed at any point is made whole by the next. Of two runs at the same time on
 * one data set the second to commit stops. Delta tables are read whole each time.
 */
public final class IngestPrompts {

    private static final String GROUP = "INGEST-PROMPTS";
    private static final long ROWS_OF_A_FILE = 100_000;

    private final Warehouse warehouse;
    private final IngestSettings settings;
    private final PromptTokenCounter tokenCounter;

    /**
     * What became of the records: {@code prompts + duplicates + filtered + quarantined = recordsRead}, for each source and for all.
     *
     * @param dataset name that the prompts got
     * @param recordsRead lines that are not empty, and one for the unreadable rest of each broken archive
     * @param prompts new rows of the table
     * @param duplicates records whose prompt is in this run already, or in the table
     * @param duplicatesOfTable of these, those in the table
     * @param filtered sound records that are not wanted, by {@link FilterReason}
     * @param quarantined refused records, by {@link QuarantineReason}; those of an earlier run are counted but not stored again
     * @param newlyQuarantined new rows of the table of quarantined records
     * @param sources the same by source
     * @param families new prompts by {@link PromptFamily}
     * @param splits new prompts by split
     * @param filterReasons filtered records by reason
     * @param quarantineReasons quarantined records by reason
     * @param references how references met prompts
     * @param passedOver files in the folders that are no records by their names
     * @param duplicateReasons duplicates by {@link DuplicateReason}
     * @param redactions marks that redaction set in new prompts, by kind
     * @param knownFiles files that an earlier run has read, and this one has not
     * @param changedFiles files that an earlier run has read with another content, and this one has read again
     */
    public record Result(
            String dataset,
            long recordsRead,
            long prompts,
            long duplicates,
            long duplicatesOfTable,
            long filtered,
            long quarantined,
            long newlyQuarantined,
            List<SourceCounts> sources,
            Map<String, Long> families,
            Map<String, Long> splits,
            Map<String, Long> filterReasons,
            Map<String, Long> quarantineReasons,
            ReferenceCounts references,
            PassedOver passedOver,
            Map<String, Long> duplicateReasons,
            Map<String, Long> redactions,
            int knownFiles,
            List<String> changedFiles) {

        /** A few lines for the console. */
        public String summary() {
            return IngestSummary.of(this);
        }
    }

    public IngestPrompts(Warehouse warehouse, IngestSettings settings, PromptTokenCounter tokenCounter) {
        this.warehouse = warehouse;
        this.settings = settings;
        this.tokenCounter = tokenCounter;
    }

    /** The files of a run, those among them that are read, and what became of their records. */
    private record Records(
            SourceFiles files, NewFiles fresh, boolean tables, Outlined outcomes, Optional<Dataset<Row>> references) {

        boolean isNothingNew() {
            return fresh.files().isEmpty() && !tables;
        }
    }

    /**
     * Ingests all sources.
     *
     * @throws DataException when a source is missing or empty, too much of it is quarantined, or references were given and none fits
     * @throws dev.hone.error.StorageException when a file cannot be read
     */
    public Result execute() {
        return run("prompts", () -> {
            IngestTables tables = IngestTables.open(warehouse, settings.dataset());
            return overRecords(records -> write(tables, records));
        });
    }

    /**
     * Says what {@link #execute} would do now; writes nothing.
     *
     * @throws DataException when a source is missing or empty
     * @throws dev.hone.error.StorageException when a file cannot be read
     */
    public IngestPreview preview() {
        return run("preview", () -> overRecords(this::preview));
    }

    private <T> T run(String what, Supplier<T> work) {
        String description = what + " of " + settings.dataset() + " from "
                + settings.sources().size() + " sources";
        return JobGroup.run(warehouse.spark().sparkContext(), GROUP, description, work);
    }

    private <T> T overRecords(Function<Records, T> use) {
        SparkSession spark = warehouse.spark();
        SourceFiles files =
                SourceFiles.list(settings.sources(), spark.sparkContext().hadoopConfiguration());
        boolean table = settings.sources().stream()
                .anyMatch(source ->
                        DeltaRows.isTable(source.path(), spark.sparkContext().hadoopConfiguration()));
        if (files.files().isEmpty() && !table) {
            throw new DataException("The sources hold no file of records ("
                    + files.passedOver().text()
                    + "). Files must end in .json, .jsonl, .json.gz or .jsonl.gz, and those of tables may end in"
                    + " .csv, .tsv (and .gz) or .parquet; docs/ingest.md says which format reads which.");
        }
        NewFiles fresh = NewFiles.of(files.files(), warehouse.ingestedFiles().ofDataset(settings.dataset()), settings);
        return SessionSettings.during(spark, fresh.files(), () -> overRecords(files, fresh, table, use));
    }

    private <T> T overRecords(SourceFiles files, NewFiles fresh, boolean table, Function<Records, T> use) {
        SparkSession spark = warehouse.spark();
        try (Intermediates intermediates = new Intermediates()) {
            Optional<Dataset<Row>> references = settings.references()
                    .map(source ->
                            References.read(spark, source, settings.choices().redaction()))
                    .map(intermediates::keep);
            Outlined classified = Classification.of(
                    parse(spark, fresh.files()), references.map(References::byKey), stored(), intermediates);
            Outlined selected = Selection.of(classified, stored(), settings, intermediates);
            return use.apply(new Records(files, fresh, table, selected, references));
        }
    }

    private Dataset<Row> parse(SparkSession spark, List<SourceFile> files) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        // Large files first, dealt out in turn, so that no task gets all of them.
        List<SourceFile> bySize = files.stream()
                .sorted(Comparator.comparingLong(SourceFile::bytes).reversed())
                .toList();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int tasks = Math.max(1, Math.min(files.size(), 4 * context.defaultParallelism()));
        ParseSettings parsing = ParseSettings.of(settings, tokenCounter);
        JavaRDD<Row> rows = context.parallelize(FileDeal.deal(bySize, tasks), tasks)
                .mapPartitions(new ParseFiles(settings.sources(), parsing, hadoop));
        for (int i = 0; i < settings.sources().size(); i++) {
            PromptSource source = settings.sources().get(i);
            if (DeltaRows.isTable(source.path(), hadoop)) {
                rows = rows.union(DeltaRows.parse(spark, new ParseTable(i, source, parsing)));
            }
        }
        return spark.createDataFrame(rows, ParsedRows.SCHEMA);
    }

    private Dataset<Row> stored() {
        return warehouse.prompts().readIfExists().where(ofDataset(PromptsTable.DATASET));
    }

    private Column ofDataset(String column) {
        return col(column).equalTo(settings.dataset());
    }

    private Result write(IngestTables tables, Records records) {
        if (records.isNothingNew()) {
            IngestCounts none = IngestCounts.none();
            return result(records, none, none.sources(settings.sources()), 0);
        }
        IngestCounts counts = IngestCounts.of(records.outcomes().outline());
        List<SourceCounts> sources = counts.sources(settings.sources());
        IngestChecks.requireIdentity(sources);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        long newlyQuarantined = appendQuarantined(tables, records.outcomes().outline(), sources, now);
        IngestChecks.requireQuarantinedShare(settings, sources, counts.quarantineReasons());
        IngestChecks.requireReferences(settings, counts, sources);
        appendLeftOut(tables, records.outcomes().outline(), sources, now);
        // Before the append: after it Spark would classify the rows anew, against a table that has them.
        Result result = result(records, counts, sources, newlyQuarantined);
        List<IngestedFileRow> read =
                ReadFiles.of(records.outcomes().outline(), records.fresh().files(), settings, now);
        appendPrompts(tables, records.outcomes().rows(), counts.prompts(), now);
        tables.files().append(warehouse.ingestedFiles().rows(read));
        return result;
    }

    private IngestPreview preview(Records records) {
        IngestCounts counts = IngestCounts.of(records.outcomes().outline());
        List<SourceCounts> sources = counts.sources(settings.sources());
        IngestChecks.requireIdentity(sources);
        Result result = result(records, counts, sources, 0);
        return IngestPreview.of(result, records.outcomes().outline(), IngestChecks.failures(settings, counts, sources));
    }

    private long appendQuarantined(
            IngestTables tables, Dataset<Row> classified, List<SourceCounts> sources, Instant now) {
        if (sources.stream().mapToLong(SourceCounts::quarantined).sum() == 0) {
            return 0;
        }
        Dataset<Row> refused = QuarantineRows.unseen(
                classified,
                warehouse.quarantine().read().where(ofDataset(QuarantineTable.DATASET)),
                settings.dataset(),
                now);
        refused.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            long count = refused.count();
            if (count > 0) {
                tables.quarantine().append(refused.coalesce(files(count)));
            }
            return count;
        } finally {
            refused.unpersist();
        }
    }

    private void appendLeftOut(IngestTables tables, Dataset<Row> classified, List<SourceCounts> sources, Instant now) {
        if (sources.stream().allMatch(source -> source.duplicates() + source.filtered() == 0)) {
            return;
        }
        Dataset<Row> stored = warehouse.leftOut().read().where(ofDataset(LeftOutTable.DATASET));
        Dataset<Row> leftOut = LeftOutRows.unseen(classified, stored, settings.dataset(), now);
        leftOut.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            long count = leftOut.count();
            if (count > 0) {
                tables.leftOut().append(leftOut.coalesce(files(count)));
            }
        } finally {
            leftOut.unpersist();
        }
    }

    /** Shuffles of much text have many partitions, and few of its rows are left out. */
    private static int files(long rows) {
        return Math.toIntExact(1 + rows / ROWS_OF_A_FILE);
    }

    private void appendPrompts(IngestTables tables, Dataset<Row> classified, long expected, Instant now) {
        if (expected == 0) {
            return;
        }
        Dataset<Row> rows = classified.where(col(ParsedRows.OUTCOME).equalTo(ParsedRows.PROMPT));
        tables.prompts().append(PromptRows.of(rows, settings.dataset(), now));
        long written = warehouse
                .prompts()
                .read()
                .where(ofDataset(PromptsTable.DATASET)
                        .and(col(PromptsTable.INGESTED_AT).equalTo(lit(now))))
                .count();
        IngestChecks.requireWritten(expected, written);
    }

    private Result result(Records records, IngestCounts counts, List<SourceCounts> sources, long newlyQuarantined) {
        return new Result(
                settings.dataset(),
                sources.stream().mapToLong(SourceCounts::recordsRead).sum(),
                counts.prompts(),
                sources.stream().mapToLong(SourceCounts::duplicates).sum(),
                counts.duplicatesOfTable(),
                sources.stream().mapToLong(SourceCounts::filtered).sum(),
                sources.stream().mapToLong(SourceCounts::quarantined).sum(),
                newlyQuarantined,
                sources,
                counts.families(),
                counts.splits(),
                counts.filterReasons(),
                counts.quarantineReasons(),
                records.isNothingNew()
                        ? ReferenceReport.none()
                        : ReferenceReport.of(counts, records.outcomes().outline(), records.references()),
                records.files().passedOver(),
                counts.duplicateReasons(),
                RedactionReport.of(records.outcomes().rows(), settings.choices().redaction()),
                records.fresh().known(),
                records.fresh().changed());
    }
}
