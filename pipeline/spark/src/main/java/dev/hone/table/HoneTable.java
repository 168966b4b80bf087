package dev.hone.table;

import static dev.hone.schema.ColumnType.BIGINT;
import static dev.hone.schema.ColumnType.INT;

import dev.hone.error.DataException;
import dev.hone.error.StorageException;
import dev.hone.schema.Column;
import dev.hone.schema.TableDefinition;
import dev.hone.spark.JobGroup;
import dev.hone.storage.StorageFailure;
import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaAnalysisException;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.sources.BaseRelation;
import scala.Option;

/** What all tables share: where they are, how they come to exist, how rows are appended. */
public class HoneTable<R> {

    private static final int LOOKS_FOR_TABLE = 10;
    private static final long PAUSE_MILLIS = 500;

    private final Warehouse warehouse;
    private final TableDefinition<R> definition;
    private final RowCodec<R> codec;

    HoneTable(Warehouse warehouse, TableDefinition<R> definition) {
        this.warehouse = warehouse;
        this.definition = definition;
        this.codec = new RowCodec<>(definition);
    }

    public final TableDefinition<R> definition() {
        return definition;
    }

    public final String path() {
        return warehouse.path() + "/" + definition.name();
    }

    final SparkSession spark() {
        return warehouse.spark();
    }

    public final boolean exists() {
        return DeltaTable.isDeltaTable(spark(), path());
    }

    /** Creates the table with its comments, constraints and properties, unless it is there. */
    public final void createIfAbsent() {
        if (exists()) {
            return;
        }
        requireNoDataWithoutLog();
        new WarehouseLayout(warehouse).recordIfNew();
        DeltaTableBuilder builder = DeltaTable.createIfNotExists(spark())
                .location(path())
                .comment(definition.comment())
                .property("delta.checkpointInterval", "100")
                .property("delta.dataSkippingStatsColumns", String.join(",", definition.statisticsColumns()));
        for (Column<R, ?> column : definition.columns()) {
            builder = builder.addColumn(DeltaTable.columnBuilder(spark(), column.name())
                    .dataType(column.type().sql())
                    .nullable(column.type().nullable())
                    .comment(column.comment())
                    .build());
        }
        for (var constraint : definition.constraints().entrySet()) {
            builder = builder.property("delta.constraints." + constraint.getKey(), constraint.getValue());
        }
        create(builder);
    }

    /** A table that has lost its log would otherwise be created again, and empty. */
    private void requireNoDataWithoutLog() {
        Path folder = new Path(path());
        try {
            FileSystem files = folder.getFileSystem(spark().sessionState().newHadoopConf());
            FileStatus[] data = files.globStatus(new Path(folder, "part-*.parquet"));
            if (data != null && data.length > 0) {
                throw new DataException("The Delta table " + path() + " has lost its log: " + data.length
                        + " data files are there, but nothing in " + path()
                        + "/_delta_log. Restore that folder from a copy, or move the table away.");
            }
        } catch (IOException e) {
            throw StorageFailure.of("The table " + path() + " cannot be listed", e, "Nothing was written.");
        }
    }

    /** Another driver may create it at the same time: then files are there before the first commit can be seen. */
    private void create(DeltaTableBuilder builder) {
        try {
            builder.execute();
        } catch (Exception e) { // Delta throws one that is checked and not declared
            String problem = "The table " + path() + " cannot be created";
            Optional<StorageException> refused = StorageFailure.in(e, problem);
            if (refused.isPresent()) {
                throw refused.get();
            }
            if (e instanceof IOException failure) {
                throw StorageFailure.of(problem, failure, "Nothing was written.");
            }
            if (!(e instanceof DeltaConcurrentModificationException) && !(e instanceof DeltaAnalysisException)) {
                throw e;
            }
            if (!appears()) {
                throw new StorageException(
                        "Cannot create the table " + path() + ": " + e.getMessage()
                                + " Move away what is there, or name another warehouse.",
                        e);
            }
        }
    }

    /** Not as {@link #exists}, which asks what this session knows: nothing of another driver's first commit. */
    private boolean appears() {
        for (int looks = 0; looks < LOOKS_FOR_TABLE; looks++) {
            if (DeltaLog.forTableWithSnapshot(spark(), path())._2().version() >= 0) {
                return true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
        return false;
    }

    /** The rows as they are now; NULL in columns that a table of an earlier version does not have yet. */
    public final Dataset<Row> read() {
        return inColumns(intact(() -> spark().read().format("delta").load(path())));
    }

    /** The rows of a snapshot. Unlike {@link #read}, later commits change neither them nor what is kept of them. */
    final Dataset<Row> read(Snapshot snapshot) {
        if (snapshot.numOfFilesIfKnown().contains(0L)) {
            return rows(List.of());
        }
        DeltaLog log = snapshot.deltaLog();
        BaseRelation files =
                log.createRelation(log.createRelation$default$1(), Option.apply(snapshot), Option.empty(), true);
        return inColumns(spark().baseRelationToDataFrame(files));
    }

    /**
     * Looks at the log of the table.
     *
     * @throws DataException when it is damaged
     */
    final <T> T intact(Supplier<T> look) {
        try {
            return look.get();
        } catch (RuntimeException e) {
            throw DamagedTable.in(e, path())
                    .<RuntimeException>map(damaged -> damaged)
                    .orElse(e);
        }
    }

    private Dataset<Row> inColumns(Dataset<Row> stored) {
        List<String> present = List.of(stored.columns());
        Dataset<Row> rows = stored;
        for (Column<R, ?> column : definition.columns()) {
            if (column.type().nullable() && !present.contains(column.name())) {
                rows = rows.withColumn(
                        column.name(), functions.lit(null).cast(column.type().sql()));
            }
        }
        // An added column stands last in a table of an earlier version.
        return rows.select(definition.columns().stream()
                .map(column -> functions.col(column.name()))
                .toArray(org.apache.spark.sql.Column[]::new));
    }

    /** The rows as they are now; none where the table does not exist yet. */
    public final Dataset<Row> readIfExists() {
        return exists() ? read() : rows(List.of());
    }

    /** The rows as they were at a version of the table. */
    public final Dataset<Row> readVersion(long version) {
        return spark().read().format("delta").option("versionAsOf", version).load(path());
    }

    /** The newest version of the table. */
    public final long version() {
        return DeltaTable.forPath(spark(), path())
                .history(1)
                .select("version")
                .first()
                .getLong(0);
    }

    /** Appends rows that have this table's columns, as one commit. */
    public final void append(Dataset<Row> rows) {
        commit(() -> rows.write().format("delta").mode("append").save(path()));
    }

    /**
     * Runs what writes to the table.
     *
     * @throws StorageException when the disk or the storage refuses
     */
    final void commit(Runnable write) {
        try {
            write.run();
        } catch (Exception | FSError e) { // Delta throws some that are checked and not declared
            Optional<StorageException> refused = StorageFailure.in(e, "The table " + path() + " cannot be written");
            if (refused.isPresent()) {
                throw refused.get();
            }
            throw e;
        }
    }

    /**
     * The next commit of a writer, prepared before a look at whether what it appends is there already.
     *
     * @param writer what must not be written by two drivers at once: a run, or an ingest of a data set
     */
    public final OptimisticCommit nextCommit(String writer) {
        return OptimisticCommit.of(this, writer);
    }

    /**
     * Starts to read what Delta must know of a table's log before a commit that has a transaction id; it takes longer than the commit
     * itself, and other work goes on meanwhile. What fails here fails again at the commit, which reports it.
     */
    static void readAhead(SparkSession spark, Supplier<Snapshot> snapshot) {
        JobGroup here = JobGroup.current(spark.sparkContext());
        var unused = CompletableFuture.runAsync(
                () -> here.run(spark.sparkContext(), () -> snapshot.get().transactions()));
    }

    /** How many rows there are by the column {@code step}. */
    final SortedMap<Integer, Long> rowsByStep(org.apache.spark.sql.Column condition) {
        SortedMap<Integer, Long> rows = new TreeMap<>();
        read().where(condition).groupBy("step").count().collectAsList().stream()
                .map(SparkRow::new)
                .forEach(row -> rows.put(row.get("step", INT), row.get("count", BIGINT)));
        return rows;
    }

    /** Records of the driver, as one partition, so that they come to be one file. */
    public final Dataset<Row> rows(List<R> records) {
        return spark().createDataFrame(records.stream().map(codec::row).toList(), codec.schema())
                .coalesce(1);
    }

    /** What rows of the table hold. */
    final List<R> records(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(codec::record).toList();
    }

    /** The same one after the other, a partition in memory at a time. */
    final Iterator<R> streamed(Dataset<Row> rows) {
        Iterator<Row> stored = rows.toLocalIterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return stored.hasNext();
            }

            @Override
            public R next() {
                return codec.record(stored.next());
            }
        };
    }

    /** Whether a column has a value. */
    static <T> org.apache.spark.sql.Column is(Column<?, T> column, T value) {
        return functions.col(column.name()).equalTo(column.type().stored(value).orElseThrow());
    }

    /** Makes the table known to SQL in this session under its name. */
    final void registerView() {
        readIfExists().createOrReplaceTempView(definition.name());
    }
}
