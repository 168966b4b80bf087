package dev.hone.ingest.family.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.family.ChatNodes;
import dev.hone.ingest.family.MappedPrompt;
import dev.hone.ingest.family.Media;
import dev.hone.ingest.family.RecordOutcome;
import dev.hone.ingest.family.RecordParser;
import dev.hone.ingest.family.ReferenceAnswer;
import dev.hone.ingest.family.RowMetadata;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Rows of Gemini's tuning: systemInstruction, contents and references; an answer of the model at the end is the logged answer. */
public final class GeminiRowParser implements RecordParser {

    private static final Set<String> OWN_FIELDS =
            Set.of("systemInstruction", "system_instruction", "contents", "references", "tools");

    private final String joinField;
    private final boolean keepAnswers;

    /**
     * A parser.
     *
     * @param joinField top-level field that references are joined by; empty where there are none
     * @param keepAnswers whether logged answers are kept
     */
    public GeminiRowParser(String joinField, boolean keepAnswers) {
        this.joinField = joinField;
        this.keepAnswers = keepAnswers;
    }

    @Override
    public RecordOutcome parse(String line) throws RecordRefused {
        JsonRecord row = JsonRecord.parse(line);
        Media.requireNone(row);
        ArrayNode messages = Nodes.array();
        Optional<JsonNode> system = row.value("systemInstruction").or(() -> row.value("system_instruction"));
        if (system.isPresent()) {
            String text = GeminiParts.of(system.get().path("parts")).joinedTexts("\n\n");
            if (!text.isBlank()) {
                messages.add(ChatNodes.message("system", text));
            }
        }
        JsonNode contents = row.value("contents").orElse(MissingNode.getInstance());
        if (!contents.isArray()) {
            throw new RecordRefused(QuarantineReason.MISSING_MESSAGES, "contents is not a list");
        }
        for (JsonNode content : contents) {
            addTurn(messages, content);
        }
        Optional<ObjectNode> last = RowMetadata.takeAnswer(messages);
        MappedPrompt prompt = MappedPrompt.ofMessages(messages);
        Optional<JsonNode> tools = GeminiTools.functions(row.value("tools").orElse(MissingNode.getInstance()));
        Optional<ObjectNode> kept = last.filter(message -> keepAnswers);
        return new RecordOutcome.Prompt(
                "gemini_jsonl",
                prompt.messages(),
                tools,
                tools.map(JsonNode::toString),
                ReferenceAnswer.ofAnyKind(row, "references"),
                row.without(OWN_FIELDS, RowMetadata.of(prompt, kept)),
                kept.map(message -> message.path("content").asText()).filter(text -> !text.isBlank()),
                row.key(joinField));
    }

    private static void addTurn(ArrayNode messages, JsonNode content) throws RecordRefused {
        GeminiParts parts = GeminiParts.of(content.path("parts"));
        String role = content.path("role").asText("user").toLowerCase(Locale.ROOT);
        switch (role) {
            case "model" ->
                messages.add(ChatNodes.assistant(parts.texts(), parts.calls(messages.size()), parts.reasoning()));
            case "user", "function" -> {
                parts.addResults(messages);
                if (!parts.texts().isEmpty() || parts.results().isEmpty()) {
                    messages.add(ChatNodes.message("user", parts.joinedTexts("\n")));
                }
            }
            default -> throw new RecordRefused(QuarantineReason.INVALID_ROLE, role);
        }
    }
}
