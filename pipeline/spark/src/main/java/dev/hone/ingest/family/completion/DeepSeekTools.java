package dev.hone.ingest.family.completion;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hone.ingest.family.ChatNodes;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.RecordRefused;
import java.util.List;
import java.util.Optional;

/**
 * The turns that DeepSeek's template writes behind one mark of the assistant: words, calls such as
 * {@code <｜tool▁call▁begin｜>function<｜tool▁sep｜>weather\n```json\n{"city": "Rome"}\n```<｜tool▁call▁end｜>} (since version 3.1
 * {@code weather<｜tool▁sep｜>{"city": "Rome"}}), their results and words again. It writes no ids: a result belongs to the call of its place.
 */
final class DeepSeekTools {

    private static final String MARK = "<｜tool▁";
    private static final String CALL = "<｜tool▁call▁begin｜>";
    private static final String SEPARATOR = "<｜tool▁sep｜>";
    private static final String CALL_END = "<｜tool▁call▁end｜>";
    private static final String RESULT = "<｜tool▁output▁begin｜>";
    private static final String RESULT_END = "<｜tool▁output▁end｜>";
    private static final String FENCE = "```";

    /** What stands around calls and results, and says nothing. */
    private static final List<String> GROUPS =
            List.of("<｜tool▁calls▁begin｜>", "<｜tool▁calls▁end｜>", "<｜tool▁outputs▁begin｜>", "<｜tool▁outputs▁end｜>");

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
        int at = 0;
        for (int mark = turn.indexOf(MARK); mark >= 0; mark = turn.indexOf(MARK, at)) {
            tools.words(turn.substring(at, mark));
            at = tools.part(turn, mark);
        }
        tools.words(turn.substring(at));
    }

    /** Reads what a mark begins; gives its end. */
    private int part(String turn, int mark) throws RecordRefused {
        if (turn.startsWith(CALL, mark)) {
            int separator = end(turn, SEPARATOR, mark);
            int end = end(turn, CALL_END, separator);
            call(turn.substring(mark + CALL.length(), separator), turn.substring(separator + SEPARATOR.length(), end));
            return end + CALL_END.length();
        }
        if (turn.startsWith(RESULT, mark)) {
            int end = end(turn, RESULT_END, mark);
            result(turn.substring(mark + RESULT.length(), end));
            return end + RESULT_END.length();
        }
        return GROUPS.stream()
                .filter(group -> turn.startsWith(group, mark))
                .map(group -> mark + group.length())
                .findFirst()
                .orElseThrow(DeepSeekTools::doNotFit);
    }

    private static int end(String turn, String mark, int from) throws RecordRefused {
        int end = turn.indexOf(mark, from);
        if (end < 0) {
            throw doNotFit();
        }
        return end;
    }

    private static RecordRefused doNotFit() {
        return TurnMarkers.unreadable("marks of tool calls that do not fit together");
    }

    private void words(String text) {
        if (!text.isBlank()) {
            messages.add(ChatNodes.message("assistant", text.strip()));
            open = Optional.empty();
            results = 0;
        }
    }

    private void call(String before, String behind) throws RecordRefused {
        int fence = behind.indexOf(FENCE + "json");
        String name = fence < 0 ? before.strip() : behind.substring(0, fence).strip();
        String arguments =
                fence < 0 ? behind.strip() : unfenced(behind.substring(fence).strip());
        ArrayNode calls = open.filter(known -> results == 0).orElseGet(Nodes::array);
        boolean first = calls.isEmpty();
        calls.add(ChatNodes.toolCall("call_" + messages.size() + "_" + calls.size(), name, arguments));
        if (first) {
            ChatNodes.addCalls(messages, calls);
            open = Optional.of(calls);
            results = 0;
        }
    }

    private static String unfenced(String fenced) throws RecordRefused {
        String start = FENCE + "json";
        if (fenced.length() < start.length() + FENCE.length() || !fenced.endsWith(FENCE)) {
            throw doNotFit();
        }
        return fenced.substring(start.length(), fenced.length() - FENCE.length())
                .strip();
    }

    /** The template may leave out a call, and keep its result. */
    private void result(String content) {
        int place = results++;
        Optional<String> callId = open.filter(calls -> place < calls.size())
                .map(calls -> calls.get(place).path("id").asText());
        messages.add(callId.map(id -> ChatNodes.toolResult(id, content))
                .orElseGet(() -> ChatNodes.message("tool", content)));
    }
}
