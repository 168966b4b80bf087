package dev.hone.serving.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A job's order and its states as they lie in its folder. */
final class JobJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();

    private JobJson() {}

    static byte[] bytes(JobOrder order) throws IOException {
        ObjectNode node = NODES.objectNode();
        node.put("kind", order.kind().name());
        node.put("run", order.run());
        node.put("warehouse", order.warehouse());
        node.put("directory", order.directory().toString());
        node.put("ordered_at", order.orderedAt().toString());
        return JSON.writeValueAsBytes(node);
    }

    static JobOrder order(byte[] bytes) throws IOException {
        JsonNode node = JSON.readTree(bytes);
        return new JobOrder(
                JobKind.valueOf(node.path("kind").asText()),
                node.path("run").asText(),
                node.path("warehouse").asText(),
                Path.of(node.path("directory").asText()),
                Instant.parse(node.path("ordered_at").asText()));
    }

    static byte[] bytes(List<JobChange> changes) throws IOException {
        ArrayNode all = NODES.arrayNode();
        for (JobChange change : changes) {
            ObjectNode node = all.addObject();
            node.put("state", change.state().word());
            node.put("at", change.at().toString());
            change.process().ifPresent(process -> node.put("pid", process.pid())
                    .put("started_at", process.startedAt().toString()));
            change.exitCode().ifPresent(code -> node.put("exit_code", code));
            node.put("reason", change.reason());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all);
    }

    static List<JobChange> changes(byte[] bytes) throws IOException {
        List<JobChange> changes = new ArrayList<>();
        for (JsonNode node : JSON.readTree(bytes)) {
            Optional<JobProcess> process = node.has("pid")
                    ? Optional.of(new JobProcess(
                            node.path("pid").asLong(),
                            Instant.parse(node.path("started_at").asText())))
                    : Optional.empty();
            OptionalInt exitCode = node.has("exit_code")
                    ? OptionalInt.of(node.path("exit_code").asInt())
                    : OptionalInt.empty();
            changes.add(new JobChange(
                    JobState.of(node.path("state").asText()),
                    Instant.parse(node.path("at").asText()),
                    process,
                    exitCode,
                    node.path("reason").asText()));
        }
        return changes;
    }
}
