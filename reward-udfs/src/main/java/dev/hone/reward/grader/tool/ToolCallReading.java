package dev.hone.reward.grader.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.reward.grader.CodeFence;
import dev.hone.reward.grader.JsonReading;
import dev.hone.reward.grader.Thought;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls that an answer makes, as models write them: between {@code <tool_call>} tags (Qwen, Hermes), behind {@code [TOOL_CALLS]}
 * (Mistral), behind {@code <|python_tag|>} or alone as JSON (Llama), in a fence, or as the {@code tool_calls} of chat completions.
 *
 * @param calls in their order
 * @param problem why a part that is set off as a call is none; the answer is then wrong as a whole
 */
public record ToolCallReading(List<ToolCall> calls, Optional<String> problem) {

    private static final int MAX_CHARACTERS = 100_000;
    private static final String TAG = "<tool_call>";
    private static final String TAG_END = "</tool_call>";
    private static final String MISTRAL = "[TOOL_CALLS]";
    private static final String LLAMA = "<|python_tag|>";
    private static final List<String> TURN_ENDS = List.of("<|eom_id|>", "<|eot_id|>", "<|im_end|>", "</s>");
    private static final Pattern MISTRAL_CALL =
            Pattern.compile("([\\w.-]{1,100})(?:\\[CALL_ID\\][\\w-]{0,100})?(?:\\[ARGS\\])?(?=\\{)");

    public ToolCallReading {
        calls = List.copyOf(calls);
    }

    /** Reads the calls of an answer; a thought before it does not count. */
    public static ToolCallReading of(String completion) {
        String text = withoutEnd(Thought.after(completion).strip());
        if (text.length() > MAX_CHARACTERS) {
            return broken("the answer is longer than " + MAX_CHARACTERS + " characters");
        }
        if (text.contains(TAG)) {
            return tagged(text);
        }
        if (text.contains(MISTRAL)) {
            return mistral(text.substring(text.indexOf(MISTRAL)).split(Pattern.quote(MISTRAL), -1));
        }
        if (text.contains(LLAMA)) {
            return all(List.of(
                    text.substring(text.lastIndexOf(LLAMA) + LLAMA.length()).split(";(?=\\s{0,10}\\{)", -1)));
        }
        return bare(text);
    }

    /** The calls of a reference. */
    public static Optional<List<ToolCall>> ofReference(JsonNode reference) {
        return CallJson.calls(reference);
    }

    private static ToolCallReading tagged(String text) {
        List<String> parts = new ArrayList<>();
        for (int start = text.indexOf(TAG); start >= 0; start = text.indexOf(TAG, start + TAG.length())) {
            int end = text.indexOf(TAG_END, start);
            if (end < 0) {
                return broken("a call is not closed by " + TAG_END);
            }
            parts.add(text.substring(start + TAG.length(), end));
        }
        return all(parts);
    }

    /** A list of calls, or since 2025 each call as {@code [TOOL_CALLS]name[ARGS]{…}}. */
    private static ToolCallReading mistral(String[] behindMarks) {
        List<ToolCall> calls = new ArrayList<>();
        for (String part : behindMarks) {
            String bare = part.strip();
            Matcher named = MISTRAL_CALL.matcher(bare);
            if (bare.isEmpty()) {
                continue;
            }
            Optional<List<ToolCall>> inner = named.lookingAt()
                    ? JsonReading.parseWhole(bare.substring(named.end()))
                            .filter(JsonNode::isObject)
                            .map(arguments -> List.of(new ToolCall(named.group(1), (ObjectNode) arguments)))
                    : JsonReading.parseWhole(bare).flatMap(CallJson::calls);
            if (inner.isEmpty()) {
                return broken("what stands behind " + MISTRAL + " is no call");
            }
            calls.addAll(inner.get());
        }
        return new ToolCallReading(calls, Optional.empty());
    }

    private static ToolCallReading all(List<String> parts) {
        List<ToolCall> calls = new ArrayList<>();
        for (String part : parts) {
            Optional<List<ToolCall>> inner =
                    JsonReading.parseWhole(part.strip()).flatMap(CallJson::calls);
            if (inner.isEmpty()) {
                return broken("a call is no JSON object with a name and arguments");
            }
            calls.addAll(inner.get());
        }
        return new ToolCallReading(calls, Optional.empty());
    }

    /** JSON alone or in a fence; anything else calls nothing. */
    private static ToolCallReading bare(String text) {
        Optional<JsonNode> json = JsonReading.parseWhole(text)
                .or(() -> CodeFence.last(text).flatMap(block -> JsonReading.parseWhole(block.strip())));
        return new ToolCallReading(json.flatMap(CallJson::calls).orElse(List.of()), Optional.empty());
    }

    private static String withoutEnd(String text) {
        String bare = text;
        for (String end : TURN_ENDS) {
            bare = bare.endsWith(end)
                    ? bare.substring(0, bare.length() - end.length()).strip()
                    : bare;
        }
        return bare;
    }

    private static ToolCallReading broken(String problem) {
        return new ToolCallReading(List.of(), Optional.of(problem));
    }
}
