package dev.hone.reward.udf;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** A program of one file that knows Spark alone: asks each line of a file, and writes what the first rows hold to another. */
public final class JarQueries {

    private JarQueries() {}

    public static void main(String[] args) throws Exception {
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .getOrCreate();
        StringBuilder results = new StringBuilder();
        for (String query : Files.readAllLines(Path.of(args[0]), StandardCharsets.UTF_8)) {
            results.append(spark.sql(query).first().get(0)).append('\n');
        }
        Files.writeString(Path.of(args[1]), results);
        spark.stop();
    }
}
