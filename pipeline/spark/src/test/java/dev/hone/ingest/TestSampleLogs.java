package dev.hone.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.SparkTest;
import dev.hone.ingest.parse.PolicyTokenCounter;
import dev.hone.ingest.parse.PromptTokenCounter;
import dev.hone.ingest.report.IngestResult;
import dev.hone.policy.template.TemplateSettings;
import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.PromptChoices;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.ReferenceSource;
import dev.hone.settings.ingest.SourceFormat;
import dev.hone.settings.ingest.SplitFractions;
import dev.hone.table.Warehouse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class TestSampleLogs extends SparkTest {

    private static final Path CONF = Path.of(System.getProperty("hone.repository"), "conf");

    @Test
    void theLogsOfTheQuickstartBecomePromptsWithReferences() throws IOException {
        Path logs = CONF.resolve("sample/logs");
        Path references = CONF.resolve("sample/references.jsonl");
        IngestSettings settings = new IngestSettings(
                "mails",
                List.of(new PromptSource(logs.toString(), SourceFormat.BEDROCK_INVOCATION_LOGS)),
                Optional.of(new ReferenceSource(references.toString(), ReferenceSource.REQUEST_ID, "reference_answer")),
                new SplitFractions(0.6, 0.1, 0.3),
                160,
                0.05,
                true,
                PromptChoices.NONE,
                List.of());
        Warehouse warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());
        PromptTokenCounter counter =
                new PolicyTokenCounter(CONF.resolve("demo-policy").toString(), TemplateSettings.DEFAULT);
        IngestResult result = new IngestPrompts(warehouse, settings, counter).execute();

        assertThat(result.recordsRead()).isEqualTo(rawRecords(logs));
        assertThat(result.prompts() + result.duplicates() + result.filtered() + result.quarantined())
                .isEqualTo(result.recordsRead());
        assertThat(result.families()).containsOnlyKeys("converse", "anthropic_messages", "nova_messages");
        assertThat(result.splits().get("test")).isGreaterThanOrEqualTo(300);
        assertThat(result.references().promptsWithout()).isZero();
        assertThat(result.references().unusableRows()).isZero();
        assertThat(warehouse.prompts().read().where("logged_answer IS NULL").count())
                .isZero();
    }

    private static long rawRecords(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".gz"))
                    .mapToLong(TestSampleLogs::lines)
                    .sum();
        }
    }

    private static long lines(Path file) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
