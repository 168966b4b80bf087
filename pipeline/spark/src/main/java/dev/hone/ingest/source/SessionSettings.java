package dev.hone.ingest.source;

import dev.hone.ingest.file.Container;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/** Spark settings while it works on many texts. */
public final class SessionSettings {

    private static final String SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions";
    private static final long PARTITION_BYTES = 64L << 20;

    /** What .gz and parquet usually make of logs. */
    private static final int COMPRESSION = 5;

    /** Looking for equal values among texts takes a tenth of the time of reading them, and finds none. */
    private static final String COMPRESS_KEPT_ROWS = "spark.sql.inMemoryColumnarStorage.compressed";

    private static final String QUERIES = "spark.sql.codegen.factoryMode";
    private static final String COMPILED = "FALLBACK";

    /** With more text than this, compiling queries saves more time than it takes. */
    private static final long INTERPRETED_BYTES = 2L << 30;

    /** Whether a commit says how many rows it appended, which an ingest then checks. */
    private static final String COUNTED_COMMITS = "spark.databricks.delta.history.metricsEnabled";

    private SessionSettings() {}

    /** Works with the settings that the text of some files asks for; then those from before are back. */
    public static <T> T during(SparkSession spark, List<SourceFile> files, Supplier<T> work) {
        RuntimeConfig session = spark.conf();
        long textBytes = files.stream().mapToLong(SessionSettings::textBytes).sum();
        Map<String, String> settings = Map.of(
                SHUFFLE_PARTITIONS,
                shufflePartitions(session, textBytes),
                COMPRESS_KEPT_ROWS,
                "false",
                COUNTED_COMMITS,
                "true",
                QUERIES,
                textBytes > INTERPRETED_BYTES ? COMPILED : session.get(QUERIES));
        Map<String, String> before = new TreeMap<>();
        settings.keySet().stream()
                .filter(name -> session.getOption(name).isDefined())
                .forEach(name -> before.put(name, session.get(name)));
        settings.forEach(session::set);
        try {
            return work.get();
        } finally {
            settings.keySet().forEach(session::unset);
            before.forEach(session::set);
        }
    }

    /** So many that each can be sorted in memory; never fewer than the session has. */
    private static String shufflePartitions(RuntimeConfig session, long textBytes) {
        long wanted = textBytes / PARTITION_BYTES;
        long before = Long.parseLong(session.get(SHUFFLE_PARTITIONS));
        return Long.toString(Math.min(Integer.MAX_VALUE, Math.max(before, wanted)));
    }

    private static long textBytes(SourceFile file) {
        boolean packed = file.compressed() || Container.of(file.path()).equals(Optional.of(Container.PARQUET));
        return packed ? COMPRESSION * file.bytes() : file.bytes();
    }
}
