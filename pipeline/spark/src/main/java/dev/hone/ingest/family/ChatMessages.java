package dev.hone.ingest.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.record.Nodes;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Messages of Chat Completions, checked by the rules that Bedrock's own data set validator applies, and brought to one form: roles
 * system, user, assistant and tool; contents plain texts; calls with id, name and arguments as text.
 */
public final class ChatMessages {

    private static final Set<String> FIELDS = Set.of("role", "content", "tool_calls", "tool_call_id");

    private ChatMessages() {}

    /**
     * Brings messages to the one form.
     *
     * @param refuseOtherFields whether a message may hold only the known fields, as in training rows; logs hold more
     */
    public static ArrayNode normalise(JsonNode messages, boolean refuseOtherFields) throws RecordRefused {
        if (!messages.isArray() || messages.isEmpty()) {
            throw new RecordRefused(QuarantineReason.MISSING_MESSAGES, "");
        }
        ArrayNode normal = Nodes.array();
        for (JsonNode message : messages) {
            if (!message.isObject()) {
                throw new RecordRefused(QuarantineReason.INVALID_MESSAGE, "a message is not an object");
            }
            if (refuseOtherFields) {
                requireKnownFields(message);
            }
            normal.add(normaliseMessage(message, normal.size()));
        }
        return normal;
    }

    /** Checks the order of turns of messages in the one form, and that there is something to answer. */
    public static void requirePrompt(ArrayNode messages) throws RecordRefused {
        if (messages.isEmpty()) {
            throw new RecordRefused(QuarantineReason.MISSING_MESSAGES, "");
        }
        boolean user = false;
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            String role = role(message);
            user |= role.equals("user");
            if (role.equals("system") && i > 0) {
                throw new RecordRefused(QuarantineReason.MISPLACED_SYSTEM, "message " + i);
            }
            if (mayNotBeBlank(message, role) && message.path("content").asText().isBlank()) {
                throw new RecordRefused(QuarantineReason.BLANK_CONTENT, "message " + i + " of role " + role);
            }
        }
        if (!user) {
            throw new RecordRefused(QuarantineReason.NO_USER_TURN, "");
        }
        String last = role(messages.get(messages.size() - 1));
        if (!last.equals("user") && !last.equals("tool")) {
            throw new RecordRefused(QuarantineReason.ENDS_WITH_ASSISTANT, "");
        }
    }

    public static String role(JsonNode message) {
        return message.path("role").asText();
    }

    /** A tool may return nothing, and a call needs no words. */
    private static boolean mayNotBeBlank(JsonNode message, String role) {
        return !role.equals("tool") && !message.has("tool_calls");
    }

    private static void requireKnownFields(JsonNode message) throws RecordRefused {
        for (var field : message.properties()) {
            if (!FIELDS.contains(field.getKey()) && !field.getValue().isNull()) {
                throw new RecordRefused(QuarantineReason.UNKNOWN_MESSAGE_FIELD, field.getKey());
            }
        }
    }

    private static ObjectNode normaliseMessage(JsonNode message, int index) throws RecordRefused {
        Media.requireNone(message);
        String role = normaliseRole(message.path("role"));
        ObjectNode normal = ChatNodes.message(role, content(message.path("content")));
        ArrayNode calls = ChatTools.calls(message.path("tool_calls"), "call_" + index + "_");
        if (!calls.isEmpty()) {
            if (!role.equals("assistant")) {
                throw new RecordRefused(QuarantineReason.INVALID_TOOL_CALLS, "tool_calls in a message of role " + role);
            }
            normal.set("tool_calls", calls);
        }
        // Of a training row other fields are refused, so that this one is in logs alone.
        LoggedAnswer.firstText(message, PromptReasoning.FIELD, "reasoning")
                .filter(text -> role.equals("assistant"))
                .ifPresent(text -> normal.put(PromptReasoning.FIELD, text));
        JsonNode callId = message.path("tool_call_id");
        if (callId.isTextual()) {
            normal.set("tool_call_id", callId);
        }
        return normal;
    }

    private static String normaliseRole(JsonNode role) throws RecordRefused {
        return switch (role.asText().toLowerCase(Locale.ROOT)) {
            case "system", "developer" -> "system";
            case "user" -> "user";
            case "assistant", "bot" -> "assistant";
            case "tool" -> "tool";
            default -> throw new RecordRefused(QuarantineReason.INVALID_ROLE, role.asText());
        };
    }

    private static String content(JsonNode content) throws RecordRefused {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (content.isNull() || content.isMissingNode()) {
            return "";
        }
        if (!content.isArray() || content.isEmpty()) {
            throw new RecordRefused(QuarantineReason.INVALID_MESSAGE, "content is neither a text nor a list of parts");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode part : content) {
            texts.add(partText(part));
        }
        return String.join("\n", texts);
    }

    private static String partText(JsonNode part) throws RecordRefused {
        if (part.isTextual()) {
            return part.textValue();
        }
        Media.requireTextPart(part);
        if (part.path("text").isTextual()) {
            return part.get("text").textValue();
        }
        throw new RecordRefused(
                QuarantineReason.UNSUPPORTED_BLOCK, part.path("type").asText());
    }
}
