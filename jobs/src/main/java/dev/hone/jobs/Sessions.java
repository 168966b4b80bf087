package dev.hone.jobs;

import dev.hone.storage.ForklessLocalFileSystem;
import dev.hone.storage.S3Settings;
import dev.hone.table.ConditionalPutLogStore;
import dev.hone.table.DurableLogStore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Spark sessions with the settings that Hone needs; whatever spark-submit was given goes first. */
final class Sessions {

    private static final String NAME = "spark.app.name";
    /** What spark-submit calls an application that was given no name; empty without spark-submit. */
    private static final String MAIN_CLASS = "(dev\\.hone\\.jobs\\.\\w+)?";

    private static final String MASTER = "spark.master";
    private static final String EXTENSIONS = "spark.sql.extensions";
    private static final String DELTA_EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";

    private Sessions() {}

    /** The session of a job, whose application has the job's name unless spark-submit was given one. */
    static SparkSession start(String jobName) {
        return SparkSession.builder()
                .config(configure(new SparkConf(), jobName))
                .getOrCreate();
    }

    /** The settings of a job: those that are there stay. */
    static SparkConf configure(SparkConf conf, String jobName) {
        if (conf.get(NAME, "").matches(MAIN_CLASS)) {
            conf.set(NAME, jobName);
        }
        conf.setIfMissing(MASTER, localMaster(Runtime.getRuntime().availableProcessors()));
        if (conf.get(MASTER).startsWith("local")) {
            local().forEach(conf::setIfMissing);
        }
        common().forEach(conf::setIfMissing);
        S3Settings.sparkSettings().forEach(conf::setIfMissing);
        ConditionalPutLogStore.sparkSettings().forEach(conf::setIfMissing);
        DurableLogStore.sparkSettings().forEach(conf::setIfMissing);
        String extensions = conf.get(EXTENSIONS, "");
        if (!extensions.contains(DELTA_EXTENSION)) {
            conf.set(EXTENSIONS, extensions.isEmpty() ? DELTA_EXTENSION : extensions + "," + DELTA_EXTENSION);
        }
        if (conf.get(MASTER).matches("local(\\[.*)?")) { // not local-cluster, which has executors of its own
            ForklessLocalFileSystem.sparkSettings().forEach(conf::setIfMissing);
        }
        return conf;
    }

    /** One task per processor, and three retries of a failed one: plain {@code local[n]} never retries. */
    static String localMaster(int processors) {
        return "local[" + processors + ",4]";
    }

    private static Map<String, String> common() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        settings.put("spark.sql.session.timeZone", "UTC");
        // Java 17 takes the encoding of file names from the locale.
        settings.put("spark.executorEnv.LC_ALL", "C.UTF-8");
        // A second attempt at a running task would sample, and pay, twice.
        settings.put("spark.speculation", "false");
        // Else the stream of kept rows holds on to the last hundred batches of 4 MB that it has written, for each task.
        settings.put("spark.serializer.objectStreamReset", "1");
        // The rows of a step are few, and so are the files of a table: more partitions only add tasks, and each
        // executor
        // would compile a query for longer than it interprets it. An ingest asks for more where its texts do.
        settings.put("spark.sql.shuffle.partitions", "16");
        settings.put("spark.databricks.delta.snapshotPartitions", "4");
        settings.put("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        return settings;
    }

    /**
     * On one machine adaptive planning costs more than it saves as well, pages of the usual 64 MB take longer to be zeroed than to be
     * sorted, and a list of all files beside each commit takes longer to be written than it saves.
     */
    private static Map<String, String> local() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.sql.shuffle.partitions", "2");
        settings.put("spark.sql.adaptive.enabled", "false");
        settings.put("spark.buffer.pageSize", "2m");
        settings.put("spark.databricks.delta.snapshotPartitions", "2");
        settings.put("spark.databricks.delta.allFilesInCrc.enabled", "false");
        settings.put("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/spark-warehouse");
        settings.put("spark.ui.enabled", "false");
        settings.put("spark.ui.showConsoleProgress", "false");
        // An executor without memory ends itself; in one process with the driver its task must fail instead, with what
        // it did.
        settings.put("spark.executor.killOnFatalError.depth", "0");
        settings.put("spark.driver.host", "127.0.0.1");
        settings.put("spark.driver.bindAddress", "127.0.0.1");
        return settings;
    }
}
