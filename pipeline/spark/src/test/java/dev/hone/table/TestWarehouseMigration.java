package dev.hone.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.SparkTest;
import dev.hone.error.ConfigException;
import dev.hone.schema.MajorityAnswerRow;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TestWarehouseMigration extends SparkTest {

    @Test
    void tablesOfAnEarlierVersionAreRefusedWithTheCommandThatRenamesThem() {
        oldTables();
        assertThatThrownBy(() -> Warehouse.open(spark(), folder.toString()))
                .isInstanceOfSatisfying(ConfigException.class, refused -> assertThat(refused.exitCode())
                        .isEqualTo(78))
                .hasMessageContaining("layout 1; this one has layout 2")
                .hasMessageEndingWith("hone maintain --warehouse " + folder + " --migrate");
        assertThat(folder.resolve("_layout/2")).doesNotExist();
    }

    @Test
    void tablesOfALaterVersionAreRefusedTooAndNewOnesAreNot() throws IOException {
        Warehouse.open(spark(), folder.toString()).steps().createIfAbsent();
        assertThat(folder.resolve("_layout/2")).exists();
        Warehouse.open(spark(), folder.toString());
        Files.createFile(folder.resolve("_layout/3"));
        assertThatThrownBy(() -> Warehouse.open(spark(), folder.toString()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("later version of Hone (layout 3");
        assertThatThrownBy(() -> new WarehouseMigration(warehouse()).run(done -> {}))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void aMigrationThatIsKilledAfterEachOfItsStepsEndsAsOneThatIsNot() throws IOException {
        oldTables();
        int steps = new WarehouseMigration(warehouse()).steps().size();
        for (int done = 1; done < steps; done++) {
            assertThat(new WarehouseMigration(warehouse()).steps().get(done - 1).get())
                    .isNotNull(); // and here it is killed
            assertThatThrownBy(() -> Warehouse.open(spark(), folder.toString())).isInstanceOf(ConfigException.class);
            if (done == 1) { // killed in the deletion
                Files.delete(folder.resolve("left_out/_delta_log/00000000000000000000.json"));
            }
            if (done == 2) {
                assertThat(folder.resolve("left_out")).doesNotExist();
            }
        }
        List<String> said = new ArrayList<>();
        new WarehouseMigration(warehouse()).run(said::add);
        assertThat(said).as("all was done but to record it").hasSize(1);
        requireMigrated();
    }

    @Test
    void aMigrationRenamesTableColumnsAndMetricsAndOnceIsEnough() {
        oldTables();
        List<String> said = new ArrayList<>();
        new WarehouseMigration(warehouse()).run(said::add);
        assertThat(said)
                .hasSize(5)
                .anyMatch(line -> line.startsWith("copied 2 rows of left_out to skipped_records"))
                .anyMatch(line -> line.startsWith("renamed metrics in 1 rows of steps"));
        requireMigrated();
        said.clear();
        new WarehouseMigration(warehouse()).run(said::add);
        assertThat(said).singleElement().asString().endsWith("Nothing was changed.");
        requireMigrated();
    }

    private void requireMigrated() {
        Warehouse warehouse = Warehouse.open(spark(), folder.toString());
        assertThat(folder.resolve("left_out")).doesNotExist();
        List<Row> skipped = warehouse.skippedRecords().read().orderBy("line").collectAsList();
        assertThat(skipped).extracting(row -> row.<String>getAs("reason")).containsExactly("too_long", "same_prompt");
        assertThat(skipped.get(0).<Object>getAs("skipped_at").toString()).startsWith("2026-10-01 00:00:00");
        List<StepRow> steps = warehouse.steps().ofRun("r");
        assertThat(steps.get(0).metrics())
                .isEqualTo(Map.of("reward", 0.5, "rewards/error_rate", 0.25, "validation/error_rate", 0.125));
        assertThat(steps.get(1).metrics()).isEqualTo(Map.of("reward", 0.75));
        assertThat(warehouse.majorityAnswers().of("r", Split.TEST))
                .extracting(MajorityAnswerRow::errors)
                .containsExactly(3);
        assertThat(warehouse.majorityAnswers().nextCommit("r", Split.TEST)).isNotNull();
        warehouse.registerViews(); // all views resolve
        assertThat(spark().sql("SELECT * FROM not_taken").count()).isEqualTo(2);
    }

    /** As the versions of layout 1 left them: by their names, without the file. */
    private void oldTables() {
        warehouse().prompts().createIfAbsent();
        warehouse().quarantine().createIfAbsent();
        warehouse().ingestedFiles().createIfAbsent();
        folder.resolve("_layout/2").toFile().delete();
        sql(
                "CREATE TABLE delta.`%s/left_out` (dataset STRING NOT NULL, source STRING NOT NULL, line BIGINT NOT NULL, outcome STRING"
                        + " NOT NULL, reason STRING NOT NULL, message STRING NOT NULL, prompt_id STRING, kept_prompt_id STRING, left_out_at"
                        + " TIMESTAMP NOT NULL, file_version STRING) USING delta");
        sql(
                "INSERT INTO delta.`%s/left_out` VALUES ('d', 'f.jsonl', 1, 'filtered', 'too_long', 'm', NULL, NULL, TIMESTAMP'2026-10-01', 'v'),"
                        + " ('d', 'f.jsonl', 2, 'duplicate', 'same_prompt', 'm', 'p', 'p', TIMESTAMP'2026-10-01', 'v')");
        sql(
                "CREATE TABLE delta.`%s/steps` (run_id STRING NOT NULL, step INT NOT NULL, epoch INT NOT NULL, adapter_sha STRING NOT NULL,"
                        + " metrics MAP<STRING, DOUBLE> NOT NULL, timings MAP<STRING, DOUBLE> NOT NULL, completed_at TIMESTAMP NOT NULL,"
                        + " checkpoint_sha STRING) USING delta");
        sql("INSERT INTO delta.`%s/steps` VALUES ('r', 1, 1, 'a', map('reward', 0.5D, 'rewards/unscorable', 0.25D,"
                + " 'validation/unscorable', 0.125D), map('step_seconds', 1D), TIMESTAMP'2026-10-01', NULL),"
                + " ('r', 2, 1, 'b', map('reward', 0.75D), map('step_seconds', 1D), TIMESTAMP'2026-10-01', NULL)");
        sql(
                "CREATE TABLE delta.`%s/majority_answers` (run_id STRING NOT NULL, split STRING NOT NULL, dataset STRING NOT NULL, answer"
                        + " STRING NOT NULL, prompts INT NOT NULL, distinct_references INT NOT NULL, unscorable INT NOT NULL, accuracy DOUBLE"
                        + " NOT NULL, reward DOUBLE NOT NULL, grader STRING NOT NULL, evaluated_at TIMESTAMP NOT NULL) USING delta");
        sql(
                "INSERT INTO delta.`%s/majority_answers` VALUES ('r', 'test', 'all', 'no', 10, 2, 3, 0.5D, 0.5D, 'g', TIMESTAMP'2026-10-01')");
    }

    private void sql(String statement) {
        spark().sql(statement.formatted(folder));
    }

    private Warehouse warehouse() {
        return new Warehouse(spark(), folder.toString());
    }
}
