package dev.hone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.config.JobSpec;
import dev.hone.config.SpecReader;
import dev.hone.error.DataException;
import dev.hone.jobs.TrainJob;
import dev.hone.report.RunConsole;
import dev.hone.table.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunSetup {

    private static SparkSession spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    void aWarehouseWithoutPromptsEndsTrainingBeforeTheModelIsReadAndTablesAreMade() throws IOException {
        Path file = Files.writeString(
                folder.resolve("run.yaml"),
                "run: a\nwarehouse: " + folder.resolve("tables") + "\nmodel: {path: " + folder + "}\n"
                        + "reward: {kind: normalized_match}\n");
        JobSpec spec = new SpecReader(Map.of()).readWhole(file, List.of());
        Warehouse warehouse = new Warehouse(spark, spec.warehouse());
        assertThatThrownBy(() -> TrainJob.train(warehouse, spec, false, System.out, RunConsole.silent()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("there are no training prompts of the data set default in ")
                .hasMessageContaining("Run hone ingest with the same specification first");
        assertThat(folder.resolve("tables")).doesNotExist();
    }
}
