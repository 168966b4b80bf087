package dev.hone.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.family.RecordOutcome;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.RecordText;
import dev.hone.ingest.redact.Redaction;
import dev.hone.ingest.redact.RedactionCounts;
import dev.hone.ingest.redact.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Replaces by marks what is not to enter the tables: in texts and tool calls of the messages, in tools, reference, logged answer and
 * metadata. What identifies records stays. Refused records are redacted too, since the table keeps them whole.
 */
final class PromptRedaction {

    /** Field of the metadata with the number of marks by kind. */
    static final String COUNTS = "hone_redacted";

    /** Fields of the metadata that say which record it is. */
    private static final Set<String> IDENTIFYING =
            Set.of("requestId", "modelId", "timestamp", "operation", "region", "id");

    private final boolean on;
    private final Redactor redactor;

    PromptRedaction(Redaction redaction) {
        this.on = redaction.isOn();
        this.redactor = new Redactor(redaction);
    }

    RecordOutcome.Prompt of(RecordOutcome.Prompt prompt) {
        if (!on) {
            return prompt;
        }
        RedactionCounts counts = new RedactionCounts();
        ArrayNode messages = Nodes.array();
        prompt.messages().forEach(message -> messages.add(message((ObjectNode) message, counts)));
        Optional<JsonNode> tools = prompt.tools().map(node -> redactor.json(node, counts));
        return new RecordOutcome.Prompt(
                prompt.family(),
                messages,
                tools,
                tools.equals(prompt.tools()) ? prompt.toolsText() : tools.map(RecordText::ofJson),
                prompt.referenceAnswer().map(answer -> jsonOrText(answer, counts)),
                metadata(prompt.metadata(), counts),
                prompt.loggedAnswer().map(answer -> redactor.text(answer, counts)),
                prompt.joinKey());
    }

    /** A text, or the text of a JSON object; not counted. */
    String of(String text) {
        return on ? jsonOrText(text, new RedactionCounts()) : text;
    }

    /** What the table keeps of a refused line. Bytes that are not UTF-8 are kept only where nothing is to be redacted in them. */
    String raw(byte[] line) {
        return on ? of(new String(line, StandardCharsets.UTF_8)) : RecordText.raw(line);
    }

    private ObjectNode message(ObjectNode message, RedactionCounts counts) {
        ObjectNode redacted = message.deepCopy();
        if (message.path("content").isTextual()) {
            redacted.put("content", redactor.text(message.get("content").textValue(), counts));
        }
        for (JsonNode call : redacted.path("tool_calls")) {
            ObjectNode function = (ObjectNode) call.get("function");
            function.put("arguments", jsonOrText(function.path("arguments").asText(), counts));
        }
        return redacted;
    }

    /** A JSON object is searched value by value, so that it stays JSON, and keeps its text where nothing is found. */
    private String jsonOrText(String text, RedactionCounts counts) {
        if (!text.stripLeading().startsWith("{")) {
            return redactor.text(text, counts);
        }
        Optional<JsonNode> tree = JsonRecord.treeIfJson(text);
        if (tree.isEmpty()) {
            return redactor.text(text, counts);
        }
        JsonNode redacted = redactor.json(tree.get(), counts);
        return redacted.equals(tree.get()) ? text : RecordText.ofJson(redacted);
    }

    private String metadata(String text, RedactionCounts counts) {
        ObjectNode metadata = (ObjectNode) JsonRecord.tree(text);
        ObjectNode redacted = Nodes.object();
        metadata.properties().forEach(field -> {
            boolean stays = IDENTIFYING.contains(field.getKey());
            redacted.set(field.getKey(), stays ? field.getValue() : redactor.json(field.getValue(), counts));
        });
        if (counts.isEmpty()) {
            return text;
        }
        ObjectNode byKind = redacted.putObject(COUNTS);
        counts.byKind().forEach(byKind::put);
        return RecordText.ofJson(redacted);
    }
}
