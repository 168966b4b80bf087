package dev.hone.serving.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestTrafficLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void chatsBecomeArchivesInTheLayoutOfBedrocksLogs() throws IOException {
        try (TrafficLog log = new TrafficLog(new TrafficSettings(folder, 1))) {
            log.add(chat("chatcmpl-1", "{}"));
            log.add(chat("chatcmpl-2", "{\"metadata\": {\"ticket\": \"7\"}}"));
            log.add(chat("chatcmpl-3", "{\"store\": false}"));
        }
        List<JsonNode> records = records();
        assertThat(records)
                .extracting(one -> one.path("requestId").asText())
                .containsExactly("chatcmpl-1", "chatcmpl-2");
        JsonNode record = records.get(1);
        assertThat(record.path("schemaType").asText()).isEqualTo("ModelInvocationLog");
        assertThat(record.path("operation").asText()).isEqualTo("InvokeModel");
        assertThat(record.path("modelId").asText()).endsWith("custom-model-deployment/mail");
        assertThat(record.path("identity").path("arn").asText()).isEqualTo("arn:hone:key/service");
        assertThat(record.path("requestMetadata").path("ticket").asText()).isEqualTo("7");
        assertThat(record.path("output").path("outputTokenCount").asInt()).isEqualTo(5);
        assertThat(record.path("hone").path("adapter_sha").asText()).isEqualTo("sha");
    }

    @Test
    void whatAKilledServerHasLeftIsMadeAnArchiveWithoutItsHalfLine() throws IOException {
        Path open = Files.createDirectories(folder.resolve(".open"));
        Files.writeString(
                open.resolve("20261201T120102Z_x.jsonl"), "{\"requestId\":\"a\"}\n{\"requestId\":\"b\"}\n{\"requ");
        Files.writeString(open.resolve("20261201T130102Z_y.jsonl"), "{\"half");
        new TrafficLog(new TrafficSettings(folder, 1)).close();
        assertThat(records()).extracting(one -> one.path("requestId").asText()).containsExactly("a", "b");
        assertThat(
                        folder.resolve(
                                "AWSLogs/000000000000/BedrockModelInvocationLogs/us-east-1/2026/12/01/12/20261201T120102Z_x.json.gz"))
                .exists();
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void aShareOfTheChatsIsKept() throws IOException {
        try (TrafficLog log = new TrafficLog(new TrafficSettings(folder, 0.25))) {
            for (int i = 0; i < 2_000; i++) {
                log.add(chat("chatcmpl-" + i, "{}"));
            }
            assertThat(log.lost()).isZero();
        }
        assertThat(records()).hasSizeBetween(380, 620);
        assertThatThrownBy(() -> new TrafficSettings(folder, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void feedbackIsAReferenceOfTheChatAndNeverAPath() throws IOException {
        try (TrafficLog log = new TrafficLog(new TrafficSettings(folder, 1))) {
            String id = "chatcmpl-abcdefghijklmnopqrstuvwx";
            log.addFeedback(id, JSON.readTree("{\"reference_answer\": \"yes\", \"outcome\": \"true\"}"));
            assertThat(Files.readString(log.references()))
                    .isEqualTo("{\"requestId\":\"" + id + "\",\"reference_answer\":\"yes\",\"outcome\":\"true\"}\n");
            assertThatThrownBy(() -> log.addFeedback("../x", JSON.createObjectNode()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("\"../x\" is no id of a chat");
        }
    }

    private static ServedChat chat(String id, String question) throws IOException {
        ObjectNode answer = JSON.createObjectNode().put("id", id);
        answer.putObject("usage").put("prompt_tokens", 9).put("completion_tokens", 5);
        return new ServedChat(Instant.now(), "service", "mail", "sha", JSON.readTree(question), answer);
    }

    private List<JsonNode> records() throws IOException {
        List<JsonNode> records = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".json.gz"))
                    .sorted()
                    .toList()) {
                try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        records.add(JSON.readTree(line));
                    }
                }
            }
        }
        return records;
    }
}
