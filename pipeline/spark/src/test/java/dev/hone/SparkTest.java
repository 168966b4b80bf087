package dev.hone;

import dev.hone.storage.ForklessLocalFileSystem;
import dev.hone.storage.S3Settings;
import dev.hone.table.ConditionalPutLogStore;
import dev.hone.table.DurableLogStore;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;

/** One Spark session with Delta for all test classes of the JVM. */
public abstract class SparkTest {

    @TempDir
    protected Path folder;

    protected static SparkSession spark() {
        return Holder.SESSION;
    }

    private static final class Holder {
        private static final SparkSession SESSION = session();
    }

    /** The session of a JVM that runs tests, or of one that a test starts. */
    public static SparkSession session() {
        SparkSession.Builder builder = SparkSession.builder();
        ForklessLocalFileSystem.sparkSettings().forEach(builder::config);
        S3Settings.sparkSettings().forEach(builder::config);
        ConditionalPutLogStore.sparkSettings().forEach(builder::config);
        DurableLogStore.sparkSettings().forEach(builder::config);
        return builder.appName("tests")
                .master("local[2,4]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.adaptive.enabled", "false")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .config("spark.buffer.pageSize", "2m")
                .config("spark.serializer.objectStreamReset", "1")
                .config("spark.databricks.delta.snapshotPartitions", "1")
                .config("spark.databricks.delta.allFilesInCrc.enabled", "false")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .getOrCreate();
    }
}
