package dev.hone.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.SparkTest;
import dev.hone.schema.IngestedFileRow;
import dev.hone.schema.PromptColumns;
import dev.hone.schema.PromptRow;
import dev.hone.schema.QuarantineColumns;
import dev.hone.schema.SkippedRecordColumns;
import dev.hone.schema.Split;
import dev.hone.schema.StoredRow;
import dev.hone.schema.TableDefinition;
import dev.hone.serving.run.DataSets;
import dev.hone.serving.run.DataSummary;
import dev.hone.serving.table.WarehouseFiles;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** What the console says of a data set, over tables that Spark wrote. */
class TestDataSetWithoutSpark extends SparkTest {

    private static final Instant NOW = Instant.parse("2026-03-07T14:05:09Z");

    @Test
    void promptsAreCountedBySplitAndRefusedRecordsByReasonOfTheFilesAsTheyAreNow() {
        Warehouse warehouse = new Warehouse(spark(), folder.toString());
        warehouse.createTables();
        warehouse
                .prompts()
                .append(rows(
                        PromptColumns.TABLE,
                        prompt("a", "mails", "train", 7),
                        prompt("b", "mails", "train", 30),
                        prompt("c", "mails", "test", 5),
                        prompt("d", "others", "train", 900)));
        warehouse
                .quarantine()
                .append(rows(
                        QuarantineColumns.TABLE,
                        RowFactory.create("mails", "f", 1L, "invalid_json", "old content", "{", NOW, "v1"),
                        RowFactory.create("mails", "f", 2L, "invalid_json", "no JSON", "x".repeat(9_000), NOW, "v2"),
                        RowFactory.create("others", "f", 3L, "invalid_json", "no JSON", "{", NOW, "v2")));
        warehouse
                .skippedRecords()
                .append(rows(
                        SkippedRecordColumns.TABLE,
                        RowFactory.create(
                                "mails", "t", 4L, "duplicate", "same_prompt", "as before", "a", "a", NOW, null)));
        warehouse
                .ingestedFiles()
                .nextCommit("i")
                .append(warehouse
                        .ingestedFiles()
                        .rows(List.of(new IngestedFileRow("mails", "f", "v2", 1, "settings", 5, NOW))));

        DataSummary data =
                new DataSets(WarehouseFiles.open(warehouse.path(), Map.of()).tables()).of("mails");

        assertThat(data.binTokens()).isEqualTo(2);
        assertThat(data.splits()).extracting(DataSummary.OfSplit::split).containsExactly(Split.TRAIN, Split.TEST);
        assertThat(data.splits().get(0)).satisfies(train -> {
            assertThat(train.prompts()).isEqualTo(2);
            assertThat(train.maxTokens()).isEqualTo(30);
            assertThat(train.lengths()).hasSize(16).endsWith(1).element(3).isEqualTo(1);
            assertThat(train.samples()).extracting(PromptRow::promptId).containsExactlyInAnyOrder("a", "b");
        });
        assertThat(data.notTaken())
                .extracting(DataSummary.NotTaken::outcome)
                .containsExactly("quarantined", "duplicate");
        assertThat(data.notTaken().get(0).samples()).singleElement().satisfies(record -> {
            assertThat(record.line()).isEqualTo(2);
            assertThat(record.raw().orElseThrow()).hasSize(2_001).endsWith("…");
        });
        assertThat(data.notTaken().get(1).samples().get(0).keptPromptId()).contains("a");
        assertThat(data.files()).containsExactly(new DataSummary.SourceFile("f", 5));
    }

    private static Row prompt(String id, String dataset, String split, int tokens) {
        return RowFactory.create(id, dataset, split, "[]", null, null, null, null, tokens, "f:1", NOW);
    }

    private static Dataset<Row> rows(TableDefinition<StoredRow> table, Row... rows) {
        return spark().createDataFrame(List.of(rows), new RowCodec<>(table).schema());
    }
}
