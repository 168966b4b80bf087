package dev.hone.ingest.write;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.SparkTest;
import dev.hone.error.DataException;
import dev.hone.ingest.IngestPrompts;
import dev.hone.ingest.report.IngestResult;
import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.PromptChoices;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.ReferenceSource;
import dev.hone.settings.ingest.RowColumns;
import dev.hone.settings.ingest.SourceFormat;
import dev.hone.settings.ingest.SplitFractions;
import dev.hone.table.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TestIngestTables extends SparkTest {

    private static final RowColumns QUESTIONS =
            new RowColumns("messages", "question", "system", "tools", "gold", "logged_answer");

    @Test
    void rowsOfCsvParquetAndDeltaBecomePromptsWithReferencesOfATable() throws IOException {
        Path csv = folder.resolve("rows.csv");
        Files.writeString(csv, "question,gold,level\n\"Two\nlines?\",1,easy\n\"broken\nNo gold?,,hard\n");
        Path parquet = folder.resolve("verl");
        spark().range(3)
                .select(
                        expr("'gsm8k' as data_source"),
                        expr("array(named_struct('role','user','content',concat('Sum ', id, '?'))) as prompt"),
                        expr("named_struct('style','rule','ground_truth',cast(id as string)) as reward_model"),
                        expr(
                                "named_struct('index', id, 'share', cast(0.50 as decimal(3,2)), 'at', timestamp'2026-04-20 00:00:00.000001') as extra_info"))
                .coalesce(1)
                .write()
                .parquet(parquet.toString());
        Files.write(parquet.resolve("broken.parquet"), new byte[] {1, 2, 3});
        Path delta = folder.resolve("delta.parquet"); // a name that files have
        questions(5).write().format("delta").save(delta.toString());
        spark().sql("delete from delta.`" + delta + "` where id = 4");
        Path references = folder.resolve("references");
        spark().range(2)
                .select(expr("concat('t-', id) as ticket"), expr("named_struct('n', id, 'a', 1.50) as answer"))
                .write()
                .format("delta")
                .save(references.toString());

        Warehouse warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());
        IngestResult result = new IngestPrompts(
                        warehouse,
                        new IngestSettings(
                                "d",
                                List.of(
                                        new PromptSource(csv.toString(), SourceFormat.TABLE, QUESTIONS),
                                        new PromptSource(parquet.toString(), SourceFormat.VERL),
                                        new PromptSource(delta.toString(), SourceFormat.TABLE, QUESTIONS)),
                                Optional.of(new ReferenceSource(references.toString(), "about.ticket", "answer")),
                                new SplitFractions(0.8, 0.1, 0.1),
                                100,
                                0.5,
                                true,
                                PromptChoices.NONE,
                                List.of()),
                        prompt -> 1)
                .execute();

        assertThat(result.families()).isEqualTo(Map.of("table", 6L, "verl", 3L));
        assertThat(result.quarantineReasons()).isEqualTo(Map.of("invalid_csv", 1L, "corrupt_file", 1L));
        assertThat(result.recordsRead()).isEqualTo(3 + 4 + 4);
        assertThat(prompts(warehouse, "source like '%rows.csv:2'"))
                .containsExactly("[{\"role\":\"user\",\"content\":\"Two\\nlines?\"}] 1 {\"level\":\"easy\"}");
        assertThat(prompts(warehouse, "messages like '%Sum 2%'"))
                .containsExactly("[{\"role\":\"user\",\"content\":\"Sum 2?\"}] 2 {\"data_source\":\"gsm8k\","
                        + "\"reward_model\":{\"style\":\"rule\",\"ground_truth\":\"2\"},"
                        + "\"extra_info\":{\"index\":2,\"share\":0.50,\"at\":\"2026-04-20T00:00:00.000001Z\"}}");
        assertThat(prompts(warehouse, "messages like '%Ask%' and reference_answer is not null"))
                .containsExactly(
                        "[{\"role\":\"user\",\"content\":\"Ask 0\"}] {\"n\":0,\"a\":1.50} {\"id\":0,\"about\":{\"ticket\":\"t-0\"}}",
                        "[{\"role\":\"user\",\"content\":\"Ask 1\"}] {\"n\":1,\"a\":1.50} {\"id\":1,\"about\":{\"ticket\":\"t-1\"}}");
        assertThat(prompts(warehouse, "messages like '%Ask%'")).hasSize(4);

        IngestResult again = ingest(warehouse, delta).execute();
        assertThat(again.duplicatesOfTable()).isEqualTo(4);
        assertThat(again.prompts()).isZero();
    }

    @Test
    void aColumnOfReferencesThatNoRowHasStopsTheRun() throws IOException {
        Path csv = folder.resolve("rows.csv");
        Files.writeString(csv, "question,goold\nTwo?,1\n");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Warehouse warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());

        assertThatThrownBy(() -> ingest(warehouse, csv, empty).execute())
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("None of 1 new prompts of " + csv + " has a value in the column gold,");
        assertThat(warehouse.prompts().read().count()).isZero();

        Files.writeString(csv, "question,gold\nTwo?,1\n");
        IngestResult result = ingest(warehouse, csv, empty).execute();
        assertThat(result.prompts()).isEqualTo(1);
        assertThat(result.summary()).endsWith("the source " + empty + " holds no file of records");
    }

    @Test
    void aNamedColumnThatNoRowHasIsTold() throws IOException {
        Path csv = folder.resolve("rows.csv");
        Files.writeString(csv, "question,ruless,functions,answer\nTwo?,Be brief.,,2\nThree?,,,\n");
        Path delta = folder.resolve("delta");
        questions(2)
                .selectExpr("question", "'Be brief.' as rules")
                .write()
                .format("delta")
                .save(delta.toString());
        RowColumns columns = new RowColumns("messages", "question", "rules", "functions", "reference_answer", "answer");
        Warehouse warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());

        assertThat(ingest(warehouse, columns, csv, delta).preview().text())
                .contains("no prompt of " + csv + " has a value in the column rules, which columns.system names\n")
                .contains("no prompt of " + csv + " has a value in the column functions, which columns.tools names\n")
                .contains(
                        "no prompt of " + delta + " has a value in the column answer, which columns.loggedAnswer names")
                .doesNotContain(delta + " has a value in the column rules")
                .doesNotContain(csv + " has a value in the column answer");
    }

    private static IngestPrompts ingest(Warehouse warehouse, Path... tables) {
        return ingest(warehouse, QUESTIONS, tables);
    }

    private static IngestPrompts ingest(Warehouse warehouse, RowColumns columns, Path... tables) {
        List<PromptSource> sources = Stream.of(tables)
                .map(table -> new PromptSource(table.toString(), SourceFormat.TABLE, columns))
                .toList();
        IngestSettings settings = new IngestSettings(
                "d",
                sources,
                Optional.empty(),
                new SplitFractions(0.8, 0.1, 0.1),
                100,
                0,
                true,
                PromptChoices.NONE,
                List.of());
        return new IngestPrompts(warehouse, settings, prompt -> 1);
    }

    private static Dataset<Row> questions(int count) {
        return spark().range(0, count, 1, 1)
                .select(
                        expr("id"),
                        expr("concat('Ask ', id) as question"),
                        expr("cast(null as string) as gold"),
                        expr("named_struct('ticket', concat('t-', id)) as about"));
    }

    private static List<String> prompts(Warehouse warehouse, String where) {
        return warehouse
                .prompts()
                .read()
                .where(where)
                .orderBy("messages")
                .selectExpr("concat_ws(' ', messages, reference_answer, metadata)")
                .as(Encoders.STRING())
                .collectAsList();
    }
}
