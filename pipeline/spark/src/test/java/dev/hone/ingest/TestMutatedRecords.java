package dev.hone.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.ingest.file.Records;
import dev.hone.ingest.parse.FileParser;
import dev.hone.ingest.parse.NamedColumns;
import dev.hone.ingest.record.RecordText;
import dev.hone.ingest.source.SourceFile;
import dev.hone.redact.Redaction;
import dev.hone.redact.RedactionKind;
import dev.hone.settings.ingest.SourceFormat;
import dev.hone.settings.ingest.SourceSplit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestMutatedRecords {

    private static final int RECORDS = 10_000;
    private static final String[] SPLICES = {
        "null",
        "[]",
        "{}",
        "\"\"",
        "-1e999",
        "\\ud800",
        "\"messages\"",
        "[[[[[[",
        "true",
        "\u0000",
        "\"content\":[{}]",
        "1"
    };

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostAndNothingCrashes() throws IOException {
        long seed = System.nanoTime();
        System.out.println("TestMutatedRecords seed " + seed);
        Random random = new Random(seed);
        for (SourceFormat format : SourceFormat.values()) {
            List<byte[]> lines = new ArrayList<>();
            List<RecordFixture> originals = RecordFixture.of(format);
            // A file that begins with a bracket is one array, so its first line stays as it is.
            lines.add(originals.get(0).line().getBytes(StandardCharsets.UTF_8));
            for (int i = 1; i < RECORDS; i++) {
                lines.add(mutate(originals.get(i % originals.size()).line(), random));
            }
            Map<String, Integer> outcomes = parse(format, lines);
            assertThat(outcomes.values().stream().mapToInt(count -> count).sum())
                    .as("seed %d, %s", seed, outcomes)
                    .isEqualTo(
                            lines.stream().filter(TestMutatedRecords::isRecord).count());
            assertThat(outcomes.keySet())
                    .as("seed %d: every family still gives prompts", seed)
                    .containsAll(originals.stream()
                            .map(fixture ->
                                    "prompt " + fixture.expected().get("family").asText())
                            .toList());
            assertThat(outcomes.size()).as("seed %d, %s", seed, outcomes).isGreaterThan(5);
        }
    }

    private Map<String, Integer> parse(SourceFormat format, List<byte[]> lines) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            file.write(line);
            file.write('\n');
        }
        SourceFile source = new SourceFile(0, "f", format, file.size(), "1");
        FileParser parser = new FileParser(
                source,
                RecordFixture.parser(format),
                RecordFixture.settings(),
                NamedColumns.NONE,
                SourceSplit.BY_SHARES);
        Redaction all = new Redaction(EnumSet.allOf(RedactionKind.class), Map.of("digits", "\\d+"));
        FileParser redacting = new FileParser(
                source,
                RecordFixture.parser(format),
                RecordFixture.settings(all),
                NamedColumns.NONE,
                SourceSplit.BY_SHARES);
        Map<String, Integer> outcomes = new TreeMap<>();
        Path written = folder.resolve(format.code() + ".jsonl");
        Files.write(written, file.toByteArray());
        try (Records records = Records.open("file:" + written, 1 << 20, new Configuration())) {
            Optional<Records.Found> record = records.next();
            while (record.isPresent()) {
                Row row = parser.parse(record.get());
                String outcome = row.getString(0);
                boolean prompt = outcome.equals("prompt");
                outcomes.merge(prompt ? "prompt " + row.getString(4) : row.getString(5), 1, Integer::sum);
                Row redacted = redacting.parse(record.get());
                assertThat(redacted.getString(0))
                        .as("what redaction makes of %s", redacted)
                        .isEqualTo(outcome);
                if (outcome.equals("quarantined")) {
                    assertThat(row.getString(7))
                            .isEqualTo(RecordText.raw(record.get().line().bytes()));
                }
                record = records.next();
            }
        }
        return outcomes;
    }

    private static boolean isRecord(byte[] line) {
        return !new String(line, StandardCharsets.ISO_8859_1).trim().isEmpty();
    }

    private static byte[] mutate(String record, Random random) {
        StringBuilder text = new StringBuilder(record);
        for (int edits = random.nextInt(4); edits > 0; edits--) {
            int at = random.nextInt(Math.max(text.length(), 1));
            int end = Math.min(text.length(), at + random.nextInt(40));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, SPLICES[random.nextInt(SPLICES.length)]);
                case 2 -> replaceValue(text, at, SPLICES[random.nextInt(SPLICES.length)]);
                case 3 -> text.setLength(at);
                default -> text.insert(at, text.substring(at, end));
            }
        }
        byte[] bytes = text.toString().replace("\n", " ").getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(20) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) 0xC3;
        }
        return bytes;
    }

    /** Replaces the value behind the next colon, so that the result is often JSON still, but of another shape. */
    private static void replaceValue(StringBuilder text, int from, String value) {
        int colon = text.indexOf("\":", from);
        if (colon < 0) {
            return;
        }
        int start = colon + 2;
        int end = start;
        int depth = 0;
        boolean quoted = false;
        while (end < text.length()) {
            char c = text.charAt(end);
            quoted ^= c == '"' && text.charAt(end - 1) != '\\';
            depth += quoted ? 0 : c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            if (!quoted && (depth < 0 || (depth == 0 && c == ','))) {
                break;
            }
            end++;
        }
        text.replace(start, end, value);
    }
}
