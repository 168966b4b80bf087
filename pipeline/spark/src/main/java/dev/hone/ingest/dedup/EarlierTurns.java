package dev.hone.ingest.dedup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.ingest.parse.PromptIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/** The prompts that a conversation went through before its last turn, which an agent's log holds as records of their own. */
final class EarlierTurns {

    private EarlierTurns() {}

    /** Of each shorter beginning that an assistant answered, the id that it has as a prompt; the shortest first. */
    static List<String> ids(JsonNode messages, Optional<JsonNode> tools) {
        String end = "]"
                + tools.map(node -> ",\"tools\":" + PromptIdentity.normalise(node))
                        .orElse("") + "}";
        MessageDigest beginning = DigestUtils.getSha256Digest();
        add(beginning, "{\"messages\":[");
        List<String> ids = new ArrayList<>();
        boolean first = true;
        for (JsonNode message : PromptIdentity.normaliseMessages(messages)) {
            if (!first && message.path("role").asText().equals("assistant")) {
                ids.add(id(beginning, end));
            }
            add(beginning, (first ? "" : ",") + message);
            first = false;
        }
        return ids;
    }

    private static String id(MessageDigest beginning, String end) {
        try {
            MessageDigest whole = (MessageDigest) beginning.clone();
            add(whole, end);
            return Hex.encodeHexString(whole.digest()).substring(0, PromptIdentity.ID_DIGITS);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own SHA-256 can be copied", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
