package dev.hone.ingest;

import static org.apache.spark.sql.functions.col;

import dev.hone.error.DataException;
import dev.hone.ingest.dedup.Classification;
import dev.hone.ingest.dedup.HeldOut;
import dev.hone.ingest.dedup.Intermediates;
import dev.hone.ingest.dedup.Merging;
import dev.hone.ingest.dedup.Selection;
import dev.hone.ingest.dedup.SlimRows;
import dev.hone.ingest.log.LateBodies;
import dev.hone.ingest.parse.ParseFiles;
import dev.hone.ingest.parse.ParseSettings;
import dev.hone.ingest.parse.ParseTable;
import dev.hone.ingest.parse.ParsedRows;
import dev.hone.ingest.parse.PromptTokenCounter;
import dev.hone.ingest.reference.References;
import dev.hone.ingest.report.IngestChecks;
import dev.hone.ingest.report.IngestCounts;
import dev.hone.ingest.report.IngestPreview;
import dev.hone.ingest.report.IngestResult;
import dev.hone.ingest.report.RedactionReport;
import dev.hone.ingest.report.ReferenceReport;
import dev.hone.ingest.report.SourceCounts;
import dev.hone.ingest.source.DeltaRows;
import dev.hone.ingest.source.FilePartitioner;
import dev.hone.ingest.source.NewFiles;
import dev.hone.ingest.source.ReadFiles;
import dev.hone.ingest.source.SessionSettings;
import dev.hone.ingest.source.SourceFile;
import dev.hone.ingest.source.SourceFiles;
import dev.hone.ingest.write.IngestAppends;
import dev.hone.ingest.write.IngestTables;
import dev.hone.ingest.write.PromptRows;
import dev.hone.schema.IngestedFileRow;
import dev.hone.schema.PromptColumns;
import dev.hone.schema.PromptRow;
import dev.hone.schema.QuarantineColumns;
import dev.hone.schema.Timestamps;
import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.SourceFormat;
import dev.hone.spark.JobGroup;
import dev.hone.table.IngestedFilesTable;
import dev.hone.table.PromptsTable;
import dev.hone.table.Warehouse;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * From logs to prompts: reads the sources, refuses what cannot be a prompt, keeps each prompt once, and appends to {@code quarantine},
 * to {@code skipped_records} and then to {@code prompts}.
 *
 * <p>Files that an earlier run has read are not read again: the table {@code ingested_files} names them. It is written last, and the other
 * appends leave out what the tables have, so a run that was killed at any point is made whole by the next. Of two runs at the same time on
 * one data set the second to commit stops. Delta tables are read whole each time.
 */
public final class IngestPrompts {

    private static final String GROUP = "INGEST-PROMPTS";

    private final Warehouse warehouse;
    private final IngestSettings settings;
    private final PromptTokenCounter tokenCounter;

    public IngestPrompts(Warehouse warehouse, IngestSettings settings, PromptTokenCounter tokenCounter) {
        this.warehouse = warehouse;
        this.settings = settings;
        this.tokenCounter = tokenCounter;
    }

    /** What the tables had when the run began. */
    private record Stored(Dataset<Row> prompts, Dataset<Row> files, Dataset<Row> quarantined) {}

    /** The files of a run, those among them that are read, and what became of their records. */
    private record Records(
            SourceFiles files, NewFiles fresh, boolean tables, SlimRows outcomes, Optional<Dataset<Row>> references) {

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
    public IngestResult execute() {
        return run("prompts", () -> {
            IngestTables tables = IngestTables.open(warehouse, settings.dataset());
            Stored stored = new Stored(
                    tables.prompts().rows(),
                    tables.files().rows(),
                    tables.quarantine().rows());
            Instant began = Instant.now();
            return overRecords(stored, records -> write(tables, records, began));
        });
    }

    /**
     * Says what {@link #execute} would do now; writes nothing.
     *
     * @throws DataException when a source is missing or empty
     * @throws dev.hone.error.StorageException when a file cannot be read
     */
    public IngestPreview preview() {
        return run("preview", () -> overRecords(stored(), this::preview));
    }

    /**
     * The first prompts that {@link #execute} would append now, in the order of their ids; reads all that is new, and writes nothing.
     *
     * @throws DataException when a source is missing or empty
     * @throws dev.hone.error.StorageException when a file cannot be read
     */
    public List<PromptRow> sample(int most) {
        return run(
                "sample",
                () -> overRecords(
                        stored(),
                        records -> PromptsTable.rows(PromptRows.of(
                                        records.outcomes().rows().where(Merging.isPrompt()),
                                        settings.dataset(),
                                        Timestamps.now())
                                .orderBy(PromptColumns.PROMPT_ID)
                                .limit(most))));
    }

    /** What the tables have, of those that are there. */
    private Stored stored() {
        return new Stored(
                warehouse.prompts().readIfExists(),
                warehouse.ingestedFiles().readIfExists(),
                warehouse.quarantine().readIfExists());
    }

    private <T> T run(String what, Supplier<T> work) {
        String description = what + " of " + settings.dataset() + " from "
                + settings.sources().size() + " sources";
        return JobGroup.run(warehouse.spark().sparkContext(), GROUP, description, work);
    }

    private <T> T overRecords(Stored stored, Function<Records, T> use) {
        SparkSession spark = warehouse.spark();
        SourceFiles files =
                SourceFiles.list(settings.sources(), spark.sparkContext().hadoopConfiguration());
        boolean table = settings.sources().stream()
                .anyMatch(source ->
                        DeltaRows.isTable(source.path(), spark.sparkContext().hadoopConfiguration()));
        if (files.files().isEmpty() && !table) {
            throw new DataException("The sources hold no file of records ("
                    + files.skippedFiles().text()
                    + "). Files must end in .json, .jsonl, .json.gz or .jsonl.gz, and those of tables may end in"
                    + " .csv, .tsv (and .gz) or .parquet; docs/ingest.md says which format reads which.");
        }
        NewFiles fresh = newFiles(files.files(), stored);
        return SessionSettings.during(
                spark, fresh.files(), () -> overRecords(files, fresh, table, stored.prompts(), use));
    }

    private NewFiles newFiles(List<SourceFile> listed, Stored stored) {
        List<IngestedFileRow> ingested = IngestedFilesTable.ofDataset(stored.files(), settings.dataset());
        boolean logs =
                settings.sources().stream().anyMatch(source -> source.format() == SourceFormat.BEDROCK_INVOCATION_LOGS);
        Set<String> late = ingested.isEmpty() || !logs
                ? Set.of()
                : LateBodies.among(
                        stored.quarantined()
                                .where(col(QuarantineColumns.DATASET).equalTo(settings.dataset())),
                        ingested,
                        settings.bodiesFrom(),
                        warehouse.spark().sparkContext().hadoopConfiguration());
        return NewFiles.of(listed, ingested, late, settings);
    }

    private <T> T overRecords(
            SourceFiles files, NewFiles fresh, boolean table, Dataset<Row> storedPrompts, Function<Records, T> use) {
        SparkSession spark = warehouse.spark();
        Dataset<Row> stored = storedPrompts.where(col(PromptColumns.DATASET).equalTo(settings.dataset()));
        try (Intermediates intermediates = new Intermediates()) {
            Optional<Dataset<Row>> references = settings.references()
                    .map(source ->
                            References.read(spark, source, settings.choices().redaction()))
                    .map(intermediates::keep);
            SlimRows classified = Classification.of(
                    parse(spark, fresh.files()),
                    references.map(References::byKey),
                    stored,
                    HeldOut.of(settings.sources()),
                    intermediates);
            SlimRows selected = Selection.of(classified, stored, settings, intermediates);
            return use.apply(new Records(files, fresh, table, selected, references));
        }
    }

    private Dataset<Row> parse(SparkSession spark, List<SourceFile> files) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        // Large files first, partitioned in turn, so that no task gets all of them.
        List<SourceFile> bySize = files.stream()
                .sorted(Comparator.comparingLong(SourceFile::bytes).reversed())
                .toList();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int tasks = Math.max(1, Math.min(files.size(), 4 * context.defaultParallelism()));
        ParseSettings parsing = ParseSettings.of(settings, tokenCounter);
        JavaRDD<Row> rows = context.parallelize(FilePartitioner.partition(bySize, tasks), tasks)
                .mapPartitions(new ParseFiles(settings.sources(), parsing, hadoop));
        for (int i = 0; i < settings.sources().size(); i++) {
            PromptSource source = settings.sources().get(i);
            if (DeltaRows.isTable(source.path(), hadoop)) {
                rows = rows.union(new ParseTable(i, source, parsing).rows(spark));
            }
        }
        return spark.createDataFrame(rows, ParsedRows.SCHEMA);
    }

    private IngestResult write(IngestTables tables, Records records, Instant began) {
        if (records.isNothingNew()) {
            IngestCounts none = IngestCounts.none();
            return result(records, none, none.sources(settings.sources()), 0);
        }
        IngestCounts counts = IngestCounts.of(records.outcomes().outline());
        List<SourceCounts> sources = counts.sources(settings.sources());
        IngestChecks.requireIdentity(sources);
        IngestChecks.requireRead(records.fresh().files(), counts.recordsByFile().keySet());
        Instant now = Timestamps.now();
        IngestAppends appends = new IngestAppends(tables, settings.dataset(), now);
        List<String> failures = IngestChecks.failures(settings, counts, sources);
        long newlyQuarantined = appends.quarantined(records.outcomes().outline(), sources);
        if (!failures.isEmpty()) {
            throw IngestChecks.failed(failures);
        }
        appends.skippedRecords(records.outcomes().outline(), sources);
        IngestResult result = result(records, counts, sources, newlyQuarantined);
        List<IngestedFileRow> read =
                ReadFiles.of(counts.recordsByFile(), records.fresh().files(), settings, Timestamps.stored(began));
        appends.prompts(records.outcomes().rows(), counts.prompts());
        tables.files().append(warehouse.ingestedFiles().rows(read));
        return result;
    }

    private IngestPreview preview(Records records) {
        IngestCounts counts = IngestCounts.of(records.outcomes().outline());
        List<SourceCounts> sources = counts.sources(settings.sources());
        IngestChecks.requireIdentity(sources);
        IngestChecks.requireRead(records.fresh().files(), counts.recordsByFile().keySet());
        IngestResult result = result(records, counts, sources, 0);
        return IngestPreview.of(result, records.outcomes().outline(), IngestChecks.failures(settings, counts, sources));
    }

    private IngestResult result(
            Records records, IngestCounts counts, List<SourceCounts> sources, long newlyQuarantined) {
        return new IngestResult(
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
                records.files().skippedFiles().withEmptyColumns(IngestChecks.emptyColumns(counts, settings)),
                counts.duplicateReasons(),
                RedactionReport.of(records.outcomes().rows(), settings.choices().redaction()),
                records.fresh().known(),
                records.fresh().changed(),
                records.fresh().completed());
    }
}
