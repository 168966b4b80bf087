package dev.hone.ingest;

import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Shuffles of so many partitions that each can be sorted in memory; never fewer than the session has. */
final class ShufflePartitions {

    private static final String SETTING = "spark.sql.shuffle.partitions";
    private static final long TEXT_BYTES = 64L << 20;

    /** What .gz and parquet usually make of logs. */
    private static final int COMPRESSION = 5;

    private ShufflePartitions() {}

    /** Works with as many as the text of some files asks for. */
    static <T> T during(SparkSession spark, List<SourceFile> files, Supplier<T> work) {
        String before = spark.conf().get(SETTING);
        long wanted = files.stream().mapToLong(ShufflePartitions::textBytes).sum() / TEXT_BYTES;
        spark.conf().set(SETTING, Math.min(Integer.MAX_VALUE, Math.max(Long.parseLong(before), wanted)));
        try {
            return work.get();
        } finally {
            spark.conf().set(SETTING, before);
        }
    }

    private static long textBytes(SourceFile file) {
        boolean packed = file.compressed() || file.path().endsWith(".parquet");
        return packed ? COMPRESSION * file.bytes() : file.bytes();
    }
}
