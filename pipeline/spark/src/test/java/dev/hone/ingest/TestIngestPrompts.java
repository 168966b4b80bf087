package dev.hone.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.SparkTest;
import dev.hone.error.DataException;
import dev.hone.ingest.log.LogRecords;
import dev.hone.ingest.parse.PromptTokenCounter;
import dev.hone.ingest.report.IngestResult;
import dev.hone.settings.ingest.IngestSettings;
import dev.hone.settings.ingest.PromptChoices;
import dev.hone.settings.ingest.PromptSource;
import dev.hone.settings.ingest.ReferenceSource;
import dev.hone.settings.ingest.SourceFormat;
import dev.hone.settings.ingest.SplitFractions;
import dev.hone.table.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TestIngestPrompts extends SparkTest {

    private static final PromptTokenCounter WORDS =
            prompt -> prompt.messages().toString().split(" ", -1).length;

    private static final String OFFLOADED =
            "{\"operation\":\"Converse\",\"modelId\":\"m\",\"input\":{\"inputBodyS3Path\":\"s3://bucket/data/large_input.json.gz\"}}\n";

    @Test
    void everyRecordOfSeveralFilesIsAccountedFor() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs/2026/01"));
        write(logs.resolve("whole.json.gz"), gzip(records(0, 30) + "\n\r\n" + "not json\n" + OFFLOADED));
        byte[] whole = gzip(records(20, 4000));
        write(logs.resolve("truncated.JSON.GZ"), Arrays.copyOf(whole, whole.length * 2 / 3));
        write(
                logs.resolve("data/large_input.json.gz"),
                gzip("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Large question\"}]}]}"));
        write(logs.resolve("amazon-bedrock-logs-permission-check"), new byte[] {1});
        Path rows = folder.resolve("rows.jsonl");
        String longRow = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + "word ".repeat(200) + "\"}]}";
        String row =
                "{\"id\":\"s-1\",\"messages\":[{\"role\":\"user\",\"content\":\"Question  number\\t7\"}],\"reference_answer\":\"own\"}";
        write(rows, (row + "\n" + longRow + "\n[]\n").getBytes(StandardCharsets.UTF_8));
        Path references = folder.resolve("references.jsonl");
        write(references, (referenceRows(10) + "no json\n{}\n").getBytes(StandardCharsets.UTF_8));

        Warehouse warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());
        IngestSettings settings = settings(
                List.of(
                        new PromptSource(folder.resolve("logs").toString(), SourceFormat.BEDROCK_INVOCATION_LOGS),
                        new PromptSource(rows.toString(), SourceFormat.CHAT_JSONL)),
                Optional.of(new ReferenceSource(references.toString(), "requestId", "reference_answer")),
                0.5);
        IngestResult result = new IngestPrompts(warehouse, settings, WORDS).execute();

        long raw = rawRecords(logs.resolve("whole.json.gz"))
                + rawRecords(logs.resolve("truncated.JSON.GZ"))
                + rawRecords(rows);
        assertThat(result.recordsRead()).isEqualTo(raw);
        assertThat(result.prompts() + result.duplicates() + result.filtered() + result.quarantined())
                .isEqualTo(raw);
        assertThat(result.quarantineReasons())
                .containsEntry("invalid_json", 1L)
                .containsEntry("truncated_archive", 1L)
                .containsEntry("not_an_object", 1L);
        assertThat(result.filterReasons()).containsOnly(java.util.Map.entry("prompt_too_long", 1L));
        assertThat(result.duplicates()).isEqualTo(11);
        assertThat(result.skippedFiles().files()).isEqualTo(2);
        assertThat(result.references().promptsWith()).isEqualTo(10);
        assertThat(result.references().conflicting()).isZero();
        assertThat(result.references().unmatchedKeys()).isEqualTo(1);
        assertThat(warehouse.prompts().read().count()).isEqualTo(result.prompts());
        assertThat(warehouse.quarantine().read().count()).isEqualTo(result.quarantined());
        assertThat(result.summary())
                .startsWith(raw + " records read from 3 files = ")
                .contains("2 are unusable (the first: file:" + references + ":11)");

        Row kept = warehouse.prompts().read().where("reference_answer = 'own'").first();
        assertThat(kept.<String>getAs("source")).isEqualTo("file:" + rows + ":1");

        assertThat(warehouse
                        .prompts()
                        .read()
                        .where("messages like '%Large question%'")
                        .count())
                .isEqualTo(1);

        IngestResult again = new IngestPrompts(warehouse, settings, WORDS).execute();
        assertThat(again.prompts()).isZero();
        assertThat(again.knownFiles()).isEqualTo(3);
        assertThat(again.recordsRead()).isZero();
        assertThat(again.newlyQuarantined()).isZero();
        assertThat(warehouse.prompts().read().count()).isEqualTo(result.prompts());
        assertThat(warehouse.quarantine().read().count()).isEqualTo(result.quarantined());
    }

    @Test
    void aRunThatStopsBeforeThePromptsIsMadeWholeByTheNext() throws IOException {
        Path logs = folder.resolve("logs.jsonl");
        write(logs, (records(0, 3) + "\nbroken\nbroken\n").getBytes(StandardCharsets.UTF_8));
        Warehouse warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());
        List<PromptSource> sources = List.of(new PromptSource(logs.toString(), SourceFormat.BEDROCK_INVOCATION_LOGS));

        assertThatThrownBy(
                        () -> new IngestPrompts(warehouse, settings(sources, Optional.empty(), 0.3), WORDS).execute())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("2 of 5 records (40.0 %) were quarantined, above maxQuarantinedShare (30.0 %)")
                .hasMessageContaining("invalid_json 2");
        assertThat(warehouse.prompts().read().count()).isZero();
        assertThat(warehouse.quarantine().read().count()).isEqualTo(2);

        IngestResult result = new IngestPrompts(warehouse, settings(sources, Optional.empty(), 0.4), WORDS).execute();
        assertThat(result.prompts()).isEqualTo(3);
        assertThat(result.newlyQuarantined()).isZero();
        assertThat(warehouse.prompts().read().count()).isEqualTo(3);
        assertThat(warehouse.quarantine().read().count()).isEqualTo(2);
    }

    @Test
    void referencesOfWhichNoneFitsOrThatAreCutStopTheRun() throws IOException {
        Path logs = folder.resolve("logs.jsonl");
        write(logs, records(0, 3).getBytes(StandardCharsets.UTF_8));
        Path references = folder.resolve("references.jsonl");
        byte[] other = "{\"requestId\":\"other\",\"reference_answer\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        write(references, other);
        Warehouse warehouse = new Warehouse(spark(), folder.resolve("warehouse").toString());
        IngestSettings settings = settings(
                List.of(new PromptSource(logs.toString(), SourceFormat.BEDROCK_INVOCATION_LOGS)),
                Optional.of(new ReferenceSource(references.toString(), "requestId", "reference_answer")),
                0);

        assertThatThrownBy(() -> new IngestPrompts(warehouse, settings, WORDS).execute())
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("None of 3 prompts has a reference in ");
        assertThat(new IngestPrompts(warehouse, settings, WORDS).preview().text())
                .contains("None of 3 prompts has a reference in ")
                .contains("The job would write no prompt and end with exit code 65.");

        write(Path.of(references + ".gz"), Arrays.copyOf(LogFiles.gzip(0, 1), 20));
        IngestSettings cut = settings(
                settings.sources(),
                Optional.of(new ReferenceSource(references + ".gz", "requestId", "reference_answer")),
                0);
        assertThatThrownBy(() -> new IngestPrompts(warehouse, cut, WORDS).execute())
                .hasMessageContaining("references.jsonl.gz cannot be used: the .gz file ends too early");
    }

    private static IngestSettings settings(
            List<PromptSource> sources, Optional<ReferenceSource> references, double maxQuarantinedShare) {
        return new IngestSettings(
                "tickets",
                sources,
                references,
                new SplitFractions(0.6, 0.1, 0.3),
                100,
                maxQuarantinedShare,
                true,
                PromptChoices.NONE,
                List.of());
    }

    private static String records(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append(LogRecords.converse("r-" + i, "Question number " + i, "Answer " + i * 7919L))
                    .append('\n');
        }
        return lines.toString();
    }

    private static String referenceRows(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            // The key r-7 is of the prompt that the chat row has with a reference of its own.
            String key = i == 7 ? "nobody" : "r-" + i;
            lines.append(
                    String.format(Locale.ROOT, "{\"requestId\":\"%s\",\"reference_answer\":{\"n\":%d}}%n", key, i));
        }
        return lines.toString();
    }

    /** Counts records by other means: lines that are not empty, and what follows the last line end of a broken archive. */
    private static long rawRecords(Path file) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean broken = false;
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                for (int b = in.read(); b >= 0; b = in.read()) {
                    text.write(b);
                }
            } catch (IOException e) {
                broken = true;
            }
        } else {
            text.write(Files.readAllBytes(file));
        }
        String decoded = text.toString(StandardCharsets.UTF_8);
        int whole = broken ? decoded.lastIndexOf('\n') + 1 : decoded.length();
        try (Stream<String> lines = decoded.substring(0, whole).lines()) {
            return lines.filter(line -> !line.isBlank()).count() + (broken ? 1 : 0);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
