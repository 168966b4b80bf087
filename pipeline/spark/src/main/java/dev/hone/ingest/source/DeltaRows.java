package dev.hone.ingest.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import dev.hone.ingest.file.Container;
import dev.hone.storage.StorageFailure;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Delta tables as sources: only Delta knows which of the files in their folders count. */
public final class DeltaRows {

    /** Whole microseconds, as Spark has them; the default would cut them to milliseconds. */
    private static final Map<String, String> JSON = Map.of(
            "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX", "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

    private DeltaRows() {}

    /** Whether a path is the folder of a Delta table. */
    public static boolean isTable(String path, Configuration configuration) {
        try {
            Path folder = new Path(path);
            FileSystem storage = folder.getFileSystem(configuration);
            // some storages refuse to look inside a file
            boolean file = Container.of(path).isPresent() && !isFolder(storage, folder);
            return !file && storage.exists(new Path(folder, "_delta_log"));
        } catch (IOException e) {
            throw StorageFailure.of(
                    "The source " + path + " cannot be reached", e, "Nothing of this run has been written.");
        }
    }

    private static boolean isFolder(FileSystem storage, Path path) throws IOException {
        try {
            return storage.getFileStatus(path).isDirectory();
        } catch (FileNotFoundException nothing) {
            return false;
        }
    }

    /** The rows as they are now. */
    public static JavaRDD<TableRow> read(SparkSession spark, String path) {
        return lines(spark, path).javaRDD().mapPartitions(new NumberTableRows());
    }

    /** Data file, start of the block in it, and the row as a JSON object. */
    public static Dataset<Row> lines(SparkSession spark, String path) {
        return spark.read()
                .format("delta")
                .load(path)
                .select(col("_metadata.file_path"), col("_metadata.file_block_start"), to_json(struct(col("*")), JSON));
    }
}
