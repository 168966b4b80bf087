package dev.hone.ingest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/** What Spark is told while it works on many texts. */
final class SessionSettings {

    private static final String SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions";
    private static final long PARTITION_BYTES = 64L << 20;

    /** What .gz and parquet usually make of logs. */
    private static final int COMPRESSION = 5;

    /** Looking for equal values among texts takes a tenth of the time of reading them, and finds none. */
    private static final String COMPRESS_KEPT_ROWS = "spark.sql.inMemoryColumnarStorage.compressed";

    private SessionSettings() {}

    /** Works with the settings that the text of some files asks for; then those from before are back. */
    static <T> T during(SparkSession spark, List<SourceFile> files, Supplier<T> work) {
        RuntimeConfig session = spark.conf();
        Map<String, String> settings =
                Map.of(SHUFFLE_PARTITIONS, shufflePartitions(session, files), COMPRESS_KEPT_ROWS, "false");
        Map<String, String> before = new TreeMap<>();
        settings.keySet().forEach(name -> before.put(name, session.get(name)));
        settings.forEach(session::set);
        try {
            return work.get();
        } finally {
            before.forEach(session::set);
        }
    }

    /** So many that each can be sorted in memory; never fewer than the session has. */
    private static String shufflePartitions(RuntimeConfig session, List<SourceFile> files) {
        long wanted = files.stream().mapToLong(SessionSettings::textBytes).sum() / PARTITION_BYTES;
        long before = Long.parseLong(session.get(SHUFFLE_PARTITIONS));
        return Long.toString(Math.min(Integer.MAX_VALUE, Math.max(before, wanted)));
    }

    private static long textBytes(SourceFile file) {
        boolean packed = file.compressed() || file.path().endsWith(".parquet");
        return packed ? COMPRESSION * file.bytes() : file.bytes();
    }
}
