package dev.hone.policy.template.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;

/**
 * How much there is to render.
 *
 * @param characters of all texts and keys, each value counted as one more
 * @param depth of the values inside each other
 */
public record ConversationSize(long characters, int depth) {

    private static final long PLAIN_CHARACTERS = 10_000;
    private static final int PLAIN_DEPTH = 20;

    public static ConversationSize of(Collection<JsonNode> values) {
        ConversationSize all = new ConversationSize(0, 0);
        for (JsonNode value : values) {
            ConversationSize size = of(value);
            all = new ConversationSize(all.characters + size.characters, Math.max(all.depth, size.depth));
        }
        return all;
    }

    private static ConversationSize of(JsonNode value) {
        long characters = 1L + value.asText().length();
        int depth = 0;
        for (JsonNode inner : value) {
            ConversationSize size = of(inner);
            characters += size.characters;
            depth = Math.max(depth, size.depth);
        }
        for (var names = value.fieldNames(); names.hasNext(); ) {
            characters += names.next().length();
        }
        return new ConversationSize(characters, depth + 1);
    }

    /** Whether no template can need much work or depth for it: one that does is at fault itself. */
    boolean isPlain() {
        return characters <= PLAIN_CHARACTERS && depth <= PLAIN_DEPTH;
    }
}
