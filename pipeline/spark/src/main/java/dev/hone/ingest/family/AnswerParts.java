package dev.hone.ingest.family;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hone.ingest.record.Nodes;
import java.util.Optional;

/** Gathers an answer from its blocks or from the chunks of its stream. */
public final class AnswerParts {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final ArrayNode calls = Nodes.array();

    public StringBuilder text() {
        return text;
    }

    public StringBuilder reasoning() {
        return reasoning;
    }

    public void addCall(String id, String name, String arguments) {
        calls.add(ChatNodes.toolCall(id, name, arguments.isBlank() ? "{}" : arguments));
    }

    public LoggedAnswer answer(Optional<String> nativeFinishReason) {
        LoggedAnswer inText = LoggedAnswer.ofText(text.toString(), nativeFinishReason);
        Optional<String> apart = Optional.of(reasoning.toString()).filter(gathered -> !gathered.isBlank());
        return new LoggedAnswer(inText.text(), apart.or(inText::reasoning), calls, inText.finishReason());
    }
}
