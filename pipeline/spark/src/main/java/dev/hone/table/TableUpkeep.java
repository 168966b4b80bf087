package dev.hone.table;

import dev.hone.storage.StorageFailure;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.functions;
import scala.Console;
import scala.Option;

/** What a table of many commits needs now and then: few files instead of many, and no files that no version of it needs any more. */
public final class TableUpkeep {

    /** Delta's own limit, below which files of a version that somebody may still read can go. */
    public static final int SAFE_HOURS = 168;

    private static final long FULL_FILE_BYTES = 1L << 30;
    private static final String RETENTION_CHECK = "spark.databricks.delta.retentionDurationCheck.enabled";
    private static final String LISTING_TASKS = "spark.sql.sources.parallelPartitionDiscovery.parallelism";

    private final SparkSession spark;
    private final String path;

    public TableUpkeep(HoneTable<?> table) {
        this.spark = table.spark();
        this.path = table.path();
    }

    /**
     * Files of a table.
     *
     * @param bytes in all
     */
    public record Files(long count, long bytes) {

        public static final Files NONE = new Files(0, 0);
    }

    /** The files that {@link #compact} would put together. */
    public Files small() {
        Row found = DeltaLog.forTableWithSnapshot(spark, path)
                ._2()
                .allFiles()
                .toDF()
                .where(functions.col("size").lt(FULL_FILE_BYTES))
                .agg(functions.count("*"), functions.coalesce(functions.sum("size"), functions.lit(0L)))
                .first();
        return found.getLong(0) < 2 ? Files.NONE : new Files(found.getLong(0), found.getLong(1));
    }

    /** Puts small files together, as one commit that changes no row. What was there stays for readers of earlier versions. */
    public Files compact() {
        if (small().equals(Files.NONE)) {
            return Files.NONE;
        }
        Dataset<Row> done = DeltaTable.forPath(spark, path).optimize().executeCompaction();
        Row removed = done.select("metrics.numFilesRemoved", "metrics.filesRemoved.totalSize")
                .first();
        return new Files(removed.getLong(0), removed.getLong(1));
    }

    /** The files that {@link #deleteUnused} would delete. */
    public Files unused(int retainHours) {
        return unchecked(retainHours, () -> files(vacuum(retainHours, " DRY RUN")));
    }

    /** Deletes the files that no version of the last hours needs. */
    public Files deleteUnused(int retainHours) {
        return unchecked(retainHours, () -> {
            Files found = files(vacuum(retainHours, " DRY RUN"));
            vacuum(retainHours, "");
            return found;
        });
    }

    /** Delta prints what it does, also where standard output is for a program. */
    private Dataset<Row> vacuum(int retainHours, String mode) {
        String query = "VACUUM delta.`" + path + "` RETAIN " + retainHours + " HOURS" + mode;
        return Console.withOut(OutputStream.nullOutputStream(), () -> spark.sql(query));
    }

    private Files files(Dataset<Row> paths) {
        long bytes = 0;
        List<String> found = paths.as(Encoders.STRING()).collectAsList();
        try {
            FileSystem files = new Path(path).getFileSystem(spark.sessionState().newHadoopConf());
            for (String file : found) {
                FileStatus status = files.getFileStatus(new Path(file));
                bytes += status.isFile() ? status.getLen() : 0;
            }
        } catch (IOException e) {
            throw StorageFailure.of("The unused files of " + path + " cannot be measured", e, "Nothing was deleted.");
        }
        return new Files(found.size(), bytes);
    }

    /**
     * Delta refuses fewer hours than its own limit unless it is told that nobody reads and writes meanwhile. It lists files by 10,000 tasks
     * unless it is told that a table is one folder.
     */
    private <T> T unchecked(int retainHours, Supplier<T> work) {
        return with(
                RETENTION_CHECK,
                Boolean.toString(retainHours >= SAFE_HOURS),
                () -> with(LISTING_TASKS, Integer.toString(spark.sparkContext().defaultParallelism()), work));
    }

    private <T> T with(String setting, String value, Supplier<T> work) {
        Option<String> before = spark.conf().getOption(setting);
        spark.conf().set(setting, value);
        try {
            return work.get();
        } finally {
            if (before.isDefined()) {
                spark.conf().set(setting, before.get());
            } else {
                spark.conf().unset(setting);
            }
        }
    }
}
