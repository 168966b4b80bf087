package dev.hone.ingest.family;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.RecordRefused;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The turns that DeepSeek's template writes behind one mark of the assistant: words, calls such as
 * {@code <｜tool▁call▁begin｜>function<｜tool▁sep｜>weather\n```json\n{"city": "Rome"}\n```<｜tool▁call▁end｜>} (since version 3.1
 * {@code weather<｜tool▁sep｜>{"city": "Rome"}}), their results and words again. It writes no ids: a result belongs to the call of its place.
 */
final class DeepSeekTools {

    private static final String MARK = "<｜tool";
    private static final Pattern GROUPS = Pattern.compile("<｜tool▁(?:calls|outputs)▁(?:begin|end)｜>");
    private static final Pattern CALL_OR_RESULT = Pattern.compile(
            "<｜tool▁call▁begin｜>(.*?)<｜tool▁sep｜>(.*?)<｜tool▁call▁end｜>|<｜tool▁output▁begin｜>(.*?)<｜tool▁output▁end｜>",
            Pattern.DOTALL);
    private static final Pattern FENCED = Pattern.compile("\\s*(\\S+)\\s*```json\\s*(.*?)\\s*```\\s*", Pattern.DOTALL);

    private final ArrayNode messages;
    private Optional<ArrayNode> open = Optional.empty();
    private int results;

    private DeepSeekTools(ArrayNode messages) {
        this.messages = messages;
    }

    static boolean isIn(String turn) {
        return turn.contains(MARK);
    }

    /** Adds the turns to the messages in front of them. */
    static void add(ArrayNode messages, String turn) throws RecordRefused {
        DeepSeekTools tools = new DeepSeekTools(messages);
        String text = GROUPS.matcher(turn).replaceAll("");
        Matcher found = CALL_OR_RESULT.matcher(text);
        int start = 0;
        while (found.find()) {
            tools.words(text.substring(start, found.start()));
            if (found.group(3) == null) {
                tools.call(found.group(1), found.group(2));
            } else {
                tools.result(found.group(3));
            }
            start = found.end();
        }
        tools.words(text.substring(start));
    }

    private void words(String text) throws RecordRefused {
        if (isIn(text)) {
            throw TurnMarkers.unreadable("marks of tool calls that do not fit together");
        }
        if (!text.isBlank()) {
            messages.add(ChatNodes.message("assistant", text.strip()));
            open = Optional.empty();
            results = 0;
        }
    }

    private void call(String before, String behind) {
        Matcher fenced = FENCED.matcher(behind);
        String name = fenced.matches() ? fenced.group(1) : before.strip();
        String arguments = fenced.matches() ? fenced.group(2) : behind.strip();
        ArrayNode calls = open.filter(known -> results == 0).orElseGet(this::newCalls);
        calls.add(ChatNodes.toolCall(id(calls.size()), name, arguments));
    }

    /** Calls behind words of the assistant are of the same turn. */
    private ArrayNode newCalls() {
        boolean words = messages.path(messages.size() - 1) instanceof ObjectNode last
                && ChatMessages.role(last).equals("assistant")
                && !last.has("tool_calls");
        if (!words) {
            messages.add(ChatNodes.assistant(List.of(), Nodes.array()));
        }
        ArrayNode calls = Nodes.array();
        ((ObjectNode) messages.get(messages.size() - 1)).set("tool_calls", calls);
        open = Optional.of(calls);
        results = 0;
        return calls;
    }

    /** The template may leave out a call, and keep its result. */
    private void result(String content) {
        int place = results++;
        Optional<String> callId = open.filter(calls -> place < calls.size())
                .map(calls -> calls.get(place).path("id").asText());
        messages.add(callId.map(id -> ChatNodes.toolResult(id, content))
                .orElseGet(() -> ChatNodes.message("tool", content)));
    }

    private String id(int place) {
        return "call_" + (messages.size() - 1) + "_" + place;
    }
}
