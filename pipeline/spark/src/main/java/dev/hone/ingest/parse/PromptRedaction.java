package dev.hone.ingest.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.family.RecordOutcome;
import dev.hone.ingest.file.RecordLine;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.ingest.record.RecordText;
import dev.hone.redact.Redaction;
import dev.hone.redact.RedactionCounts;
import dev.hone.redact.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Replaces by marks what is not to enter the tables: in texts and tool calls of the messages, in tools, reference, logged answer and
 * metadata. What identifies records stays. Refused records are redacted too, since the table keeps them whole.
 */
public final class PromptRedaction {

    /** Field of the metadata with the number of marks by kind. */
    public static final String COUNTS = "hone_redacted";

    /** Fields of the metadata that say which record it is. */
    private static final Set<String> IDENTIFYING =
            Set.of("requestId", "modelId", "timestamp", "operation", "region", "id");

    /** Longer than what the patterns find, except keys in PEM form, which they also find without an end. */
    private static final int LONGEST_MATCH = 500;

    private final boolean on;
    private final Redactor redactor;

    public PromptRedaction(Redaction redaction) {
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
    public String of(String text) {
        return on ? jsonOrText(text, new RedactionCounts()) : text;
    }

    /** What the table says and keeps of a refused line. */
    record Refusal(String message, String raw) {}

    /**
     * A refused line. Its detail is redacted whole and cut then; what a parser quotes it has cut itself, so such a detail goes where anything
     * was found in the line. Bytes that are not UTF-8 are kept only where nothing is to be redacted in them.
     */
    Refusal refusal(RecordRefused refused, RecordLine line) {
        if (!on) {
            return new Refusal(refused.getMessage(), RecordText.raw(line.bytes()));
        }
        RedactionCounts counts = new RedactionCounts();
        String raw = jsonOrText(withoutCutEnd(line), counts);
        boolean quoted = refused.reason() == QuarantineReason.INVALID_JSON && !counts.isEmpty();
        return new Refusal(quoted ? refused.message(detail -> "") : refused.message(this::of), raw);
    }

    /** Half of a number at the end of what is kept of a long line is no number to the patterns. */
    private static String withoutCutEnd(RecordLine line) {
        String text = new String(line.bytes(), StandardCharsets.UTF_8);
        return line.tooLarge() ? text.substring(0, Math.max(0, text.length() - LONGEST_MATCH)) : text;
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

    /** A JSON object or list is searched value by value, so that it stays JSON, and keeps its text where nothing is found. */
    private String jsonOrText(String text, RedactionCounts counts) {
        String start = text.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
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
