package dev.hone.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TestMutatedRecords {

    private static final int RECORDS = 2000;
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

    @Test
    void nothingIsLostAndNothingCrashes() throws IOException {
        long seed = System.nanoTime();
        System.out.println("TestMutatedRecords seed " + seed);
        Random random = new Random(seed);
        for (SourceFormat format : SourceFormat.values()) {
            List<byte[]> lines = new ArrayList<>();
            List<String> originals = originals(format);
            for (int i = 0; i < RECORDS; i++) {
                lines.add(mutate(originals.get(i % originals.size()), random));
            }
            Map<String, Integer> outcomes = parse(format, lines);
            assertThat(outcomes.values().stream().mapToInt(count -> count).sum())
                    .as("seed %d, %s", seed, outcomes)
                    .isEqualTo(
                            lines.stream().filter(TestMutatedRecords::isRecord).count());
            assertThat(outcomes.getOrDefault("prompt", 0))
                    .as("seed %d, %s", seed, outcomes)
                    .isPositive();
            assertThat(outcomes.size()).as("seed %d, %s", seed, outcomes).isGreaterThan(5);
        }
    }

    private static Map<String, Integer> parse(SourceFormat format, List<byte[]> lines) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            file.write(line);
            file.write('\n');
        }
        SourceFile source = new SourceFile(0, "f", format, file.size(), "1");
        ParseSettings settings =
                new ParseSettings("id", true, 1 << 20, 10_000, SplitFractions.standard(), prompt -> prompt.messages()
                        .size());
        FileParser parser = new FileParser(source, settings);
        Map<String, Integer> outcomes = new TreeMap<>();
        try (FileRecords records =
                FileRecords.open(false, 1 << 20, () -> new ByteArrayInputStream(file.toByteArray()))) {
            Optional<FileRecords.Found> record = records.next();
            while (record.isPresent()) {
                Row row = parser.parse(record.get());
                String outcome = row.getString(0);
                outcomes.merge(outcome.equals("prompt") ? outcome : row.getString(5), 1, Integer::sum);
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

    private static List<String> originals(SourceFormat format) {
        String llama =
                "<|start_header_id|>user<|end_header_id|>\n\nhi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n";
        String chat =
                "{\"id\":\"s\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"q \u00e9\"},"
                        + "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                        + "\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"r\"}],\"reference_answer\":{\"a\":1},"
                        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\",\"parameters\":{\"type\":\"object\","
                        + "\"properties\":{}}}}],\"level\":2}";
        String converse =
                "{\"system\":[{\"text\":\"s\"}],\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"q\"}]},{\"role\":"
                        + "\"assistant\",\"content\":[{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\",\"input\":{\"x\":1.0}}}]},{\"role\":\"user\","
                        + "\"content\":[{\"toolResult\":{\"toolUseId\":\"t\",\"content\":[{\"json\":{}}]}}]}],\"toolConfig\":{\"tools\":[{\"toolSpec\":"
                        + "{\"name\":\"f\",\"inputSchema\":{\"json\":{\"type\":\"object\"}}}}],\"toolChoice\":{\"tool\":{\"name\":\"f\"}}}}";
        String anthropic =
                "{\"anthropic_version\":\"v\",\"system\":\"s\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"},{\"role\":"
                        + "\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}]},{\"role\":\"user\",\"content\":"
                        + "[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"ok\"}]}],\"tools\":[{\"name\":\"f\",\"input_schema\":{}}]}";
        String messages = "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"tools\":[{\"type\":\"function\"}]}";
        return switch (format) {
            case CHAT_JSONL -> List.of(chat);
            case BEDROCK_INVOCATION_LOGS ->
                List.of(
                        LogRecords.converse("r", "q \u00e9", "a"),
                        LogRecords.converse(converse),
                        LogRecords.anthropic(
                                anthropic,
                                "{\"content\":[{\"type\":\"text\",\"text\":\"a\"}],\"stop_reason\":\"end_turn\"}"),
                        LogRecords.llama(
                                llama, "[{\"generation\":\"a\"},{\"generation\":\"b\",\"stop_reason\":\"stop\"}]"),
                        LogRecords.record("InvokeModel", "openai.gpt-oss-20b-1:0", "r", messages, "{\"choices\":[]}"),
                        LogRecords.record(
                                "InvokeModel",
                                "amazon.titan-text-express-v1",
                                "r",
                                "{\"inputText\":\"q\"}",
                                "{\"results\":[]}"));
        };
    }
}
