package dev.hone.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.SparkTest;
import dev.hone.error.DataException;
import dev.hone.ingest.report.IngestResult;
import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.PromptChoices;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.RowColumns;
import dev.hone.settings.ingest.SourceFormat;
import dev.hone.settings.ingest.SourceSplit;
import dev.hone.settings.ingest.SplitFractions;
import dev.hone.table.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sources that say their split. */
class TestSourceSplits extends SparkTest {

    @Test
    void whatATestFileHoldsIsLeftOutOfAllOtherSourcesAndCounted() throws IOException {
        Path pool = write(
                "a.jsonl", IntStream.range(0, 30).mapToObj(i -> "Question " + i).toArray(String[]::new));
        Path more = write("b.jsonl", "QUESTION 3", "Another");
        Path exam = write("exam.jsonl", "Question 0", "Question 1", "Question 3", "Only here");
        Warehouse warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());
        IngestSettings settings = settings(
                "d",
                source(pool, SourceSplit.BY_SHARES),
                source(more, SourceSplit.TRAIN),
                source(exam, SourceSplit.TEST));
        IngestResult result = ingest(warehouse, settings);

        assertThat(result.prompts()).isEqualTo(27 + 1 + 4);
        assertThat(result.duplicateReasons()).isEqualTo(Map.of("held_out", 4L));
        assertThat(result.summary()).contains("duplicates: held_out 4");
        assertThat(splits(warehouse, exam)).containsExactly("test");
        assertThat(splits(warehouse, more)).containsExactly("train");
        assertThat(splits(warehouse, pool)).contains("train", "validation");
        assertThat(warehouse
                        .skippedRecords()
                        .read()
                        .where("reason = 'held_out'")
                        .selectExpr("regexp_replace(source, '.*/', '')", "line")
                        .collectAsList())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("[a.jsonl,1]", "[a.jsonl,2]", "[a.jsonl,4]", "[b.jsonl,1]");

        Path late = write("late.jsonl", "only HERE", "Late");
        assertThat(ingest(warehouse, settings("d", source(late, SourceSplit.TRAIN), source(exam, SourceSplit.TEST)))
                        .duplicateReasons())
                .as("the test file is known, and what it holds stays out")
                .isEqualTo(Map.of("held_out", 1L));
    }

    @Test
    void aTestFileOfWhatIsStoredForTrainingIsRefused() throws IOException {
        Path pool = write("a.jsonl", "One", "Two");
        Path exam = write("exam.jsonl", "Two", "Three");
        Warehouse warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());
        ingest(warehouse, settings("d", source(pool, SourceSplit.TRAIN)));
        IngestSettings settings = settings("d", source(exam, SourceSplit.TEST));
        assertThatThrownBy(() -> ingest(warehouse, settings))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "1 prompts of sources whose split is test or validation are in the data set already, in another split");
        assertThat(warehouse.prompts().read().count()).isEqualTo(2);
        assertThat(ingest(warehouse, settings("other", source(exam, SourceSplit.TEST)))
                        .splits())
                .isEqualTo(Map.of("test", 2L));
    }

    private static IngestResult ingest(Warehouse warehouse, IngestSettings settings) {
        return new IngestPrompts(warehouse, settings, prompt -> 1).execute();
    }

    private static IngestSettings settings(String dataset, PromptSource... sources) {
        return new IngestSettings(
                dataset,
                List.of(sources),
                Optional.empty(),
                new SplitFractions(0.5, 0.5, 0),
                100,
                0,
                false,
                PromptChoices.NONE,
                List.of());
    }

    private static PromptSource source(Path file, SourceSplit split) {
        return new PromptSource(file.toString(), SourceFormat.TABLE, RowColumns.of(SourceFormat.TABLE), split);
    }

    private static List<String> splits(Warehouse warehouse, Path file) {
        return warehouse
                .prompts()
                .read()
                .where("source like '%" + file.getFileName() + ":%'")
                .selectExpr("split")
                .distinct()
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private Path write(String name, String... prompts) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (String prompt : prompts) {
            rows.append("{\"prompt\":\"").append(prompt).append("\"}\n");
        }
        return Files.writeString(folder.resolve(name), rows);
    }
}
