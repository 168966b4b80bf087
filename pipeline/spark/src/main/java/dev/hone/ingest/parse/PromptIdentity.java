package dev.hone.ingest.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.ingest.record.RecordText;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What makes two prompts the same. The normalised form is compact JSON {@code {"messages":[…],"tools":[…]}} with sorted keys, in which
 * every text is in Unicode NFC with each run of white space collapsed to one space and none at its ends, and the ids of tool calls, which
 * are random, are replaced by their order of appearance.
 *
 * @param promptId first 32 hexadecimal digits of the SHA-256 of the normalised form
 * @param splitHash SHA-256 of its messages alone and in lower case, so that the same conversation with other tools or in capitals is in the
 *     same split
 */
public record PromptIdentity(String promptId, String splitHash) {

    public static final int ID_DIGITS = 32;
    /** Below the first combining mark every text is in NFC. */
    private static final char FIRST_MARK = '\u0300';

    private static final char FIRST_BEYOND_ASCII = '\u0080';
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    public static PromptIdentity of(JsonNode messages, Optional<JsonNode> tools) throws RecordRefused {
        String normalMessages = normaliseMessages(messages).toString();
        String normalTools = tools.map(node -> ",\"tools\":" + normalise(node)).orElse("");
        RecordText.requireUnicode(normalMessages);
        RecordText.requireUnicode(normalTools);
        String normal = "{\"messages\":" + normalMessages + normalTools + "}";
        return new PromptIdentity(
                DigestUtils.sha256Hex(normal).substring(0, ID_DIGITS),
                DigestUtils.sha256Hex(normalMessages.toLowerCase(Locale.ROOT)));
    }

    /** What the split of a whole conversation follows from: the hash of its messages up to the first of the user. */
    public static String openingHash(JsonNode messages) {
        ArrayNode opening = NODES.arrayNode();
        for (JsonNode message : messages) {
            opening.add(message);
            if (message.path("role").asText().equals("user")) {
                break;
            }
        }
        return splitHash(opening);
    }

    /** The {@link #splitHash} of messages. */
    public static String splitHash(JsonNode messages) {
        return DigestUtils.sha256Hex(normaliseMessages(messages).toString().toLowerCase(Locale.ROOT));
    }

    public static ArrayNode normaliseMessages(JsonNode messages) {
        Map<String, Integer> callOrder = new HashMap<>();
        ArrayNode normal = NODES.arrayNode();
        for (JsonNode message : messages) {
            ObjectNode renumbered = ((ObjectNode) message).deepCopy();
            for (JsonNode call : renumbered.path("tool_calls")) {
                renumber((ObjectNode) call, "id", callOrder);
            }
            renumber(renumbered, "tool_call_id", callOrder);
            normal.add(normalise(renumbered));
        }
        return normal;
    }

    private static void renumber(ObjectNode node, String field, Map<String, Integer> callOrder) {
        if (node.has(field)) {
            String id = node.get(field).asText();
            node.put(field, callOrder.computeIfAbsent(id, unseen -> callOrder.size()));
        }
    }

    public static JsonNode normalise(JsonNode node) {
        if (node.isTextual()) {
            return NODES.textNode(normalise(node.textValue()));
        }
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode();
            node.forEach(element -> array.add(normalise(element)));
            return array;
        }
        if (node.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(entry -> sorted.put(entry.getKey(), normalise(entry.getValue())));
            return NODES.objectNode().setAll(sorted);
        }
        return node;
    }

    private static String normalise(String text) {
        String composed = hasMarks(text) ? Normalizer.normalize(text, Normalizer.Form.NFC) : text;
        char[] characters = composed.toCharArray();
        int kept = 0;
        boolean spaceBefore = false;
        for (char c : characters) {
            if (isSpace(c)) {
                spaceBefore = kept > 0;
            } else {
                if (spaceBefore) {
                    characters[kept++] = ' ';
                    spaceBefore = false;
                }
                characters[kept++] = c;
            }
        }
        return new String(characters, 0, kept);
    }

    /** Whether there are characters that others may be composed with. */
    private static boolean hasMarks(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_MARK) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSpace(char c) {
        boolean visibleAscii = c > ' ' && c < FIRST_BEYOND_ASCII;
        return c == ' ' || (!visibleAscii && (Character.isWhitespace(c) || Character.isSpaceChar(c)));
    }
}
