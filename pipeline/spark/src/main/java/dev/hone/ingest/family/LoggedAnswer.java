package dev.hone.ingest.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hone.ingest.record.Nodes;
import java.util.Locale;
import java.util.Optional;

/**
 * What the logged model answered, as far as the log has it.
 *
 * @param text the answer without its reasoning
 * @param reasoning the reasoning, kept apart
 * @param toolCalls calls in Chat Completions form, perhaps none
 * @param finishReason stop, length, tool_calls, content_filter or error
 */
public record LoggedAnswer(
        Optional<String> text, Optional<String> reasoning, ArrayNode toolCalls, Optional<String> finishReason) {

    /** An answer of text that may begin with marked reasoning. */
    public static LoggedAnswer ofText(String text, Optional<String> nativeFinishReason) {
        Reasoning parts = Reasoning.split(text);
        return new LoggedAnswer(
                Optional.of(parts.answer()).filter(answer -> !answer.isBlank()),
                parts.reasoning(),
                Nodes.array(),
                nativeFinishReason.map(LoggedAnswer::finishReason));
    }

    /** No answer. */
    public static LoggedAnswer none() {
        return new LoggedAnswer(Optional.empty(), Optional.empty(), Nodes.array(), Optional.empty());
    }

    /** The words of all families for why a generation ended, in those of Chat Completions. */
    static String finishReason(String nativeReason) {
        return switch (nativeReason.toLowerCase(Locale.ROOT)) {
            case "end_turn", "stop_sequence", "stop", "finish", "complete", "stop_criteria_met", "endoftext" -> "stop";
            case "max_tokens", "length", "model_context_window_exceeded", "error_limit" -> "length";
            case "tool_use", "tool_calls", "tool_call" -> "tool_calls";
            case "content_filtered", "content_filter", "guardrail_intervened", "error_toxic", "refusal" ->
                "content_filter";
            case "malformed_model_output", "malformed_tool_use", "error" -> "error";
            default -> nativeReason;
        };
    }

    /** The first of some fields that holds a text. */
    public static Optional<String> firstText(JsonNode node, String... fields) {
        for (String field : fields) {
            if (node.path(field).isTextual()) {
                return Optional.of(node.get(field).textValue());
            }
        }
        return Optional.empty();
    }
}
