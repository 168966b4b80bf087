package dev.hone.ingest.family.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.hone.ingest.family.ChatMessages;
import dev.hone.ingest.family.ChatTools;
import dev.hone.ingest.family.Media;
import dev.hone.ingest.family.RecordOutcome;
import dev.hone.ingest.family.RecordParser;
import dev.hone.ingest.family.ReferenceAnswer;
import dev.hone.ingest.record.JsonRecord;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.Optional;
import java.util.Set;

/**
 * One row of chat-completions JSON lines. An answer of the assistant at the end, as rows for supervised training have it, is taken off
 * and becomes the logged answer.
 */
public final class ChatRowParser implements RecordParser {

    private static final Set<String> OWN_COLUMNS = Set.of("messages", "reference_answer", "tools");

    private final String joinField;
    private final boolean keepAnswers;

    /**
     * A parser.
     *
     * @param joinField top-level field that references are joined by; empty where there are none
     * @param keepAnswers whether logged answers are kept
     */
    public ChatRowParser(String joinField, boolean keepAnswers) {
        this.joinField = joinField;
        this.keepAnswers = keepAnswers;
    }

    @Override
    public RecordOutcome parse(String line) throws RecordRefused {
        JsonRecord row = JsonRecord.parse(line);
        if (row.value("id").isPresent() && row.text("id").isEmpty()) {
            throw new RecordRefused(QuarantineReason.INVALID_ID, "");
        }
        Media.requireNone(row);
        ArrayNode messages = ChatMessages.normalise(row.value("messages").orElse(MissingNode.getInstance()), true);
        Optional<String> answer = takeAnswer(messages);
        ChatMessages.requirePrompt(messages);
        Optional<JsonNode> tools = row.value("tools");
        if (tools.isPresent()) {
            ChatTools.requireTools(tools.get());
        }
        return new RecordOutcome.Prompt(
                "chat_jsonl",
                messages,
                tools,
                tools.map(node -> row.fields().get("tools").text()),
                ReferenceAnswer.of(row),
                row.without(OWN_COLUMNS, Nodes.object()),
                answer.filter(text -> keepAnswers),
                row.key(joinField));
    }

    private static Optional<String> takeAnswer(ArrayNode messages) {
        JsonNode last = messages.path(messages.size() - 1);
        boolean answer = messages.size() > 1
                && ChatMessages.role(last).equals("assistant")
                && !last.has("tool_calls")
                && !last.path("content").asText().isBlank();
        return answer
                ? Optional.of(
                        messages.remove(messages.size() - 1).path("content").asText())
                : Optional.empty();
    }
}
