package dev.hone.serving.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.policy.serve.GeneratedToken;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import java.nio.charset.StandardCharsets;

/** Log-probabilities as {@code choices[].logprobs.content[]} has them. */
final class LogprobJson {

    /** What stands for minus infinity, which JSON does not have. */
    private static final double LEAST = -9999;

    private LogprobJson() {}

    static ObjectNode of(GeneratedToken token, PolicyTokenizer tokenizer) {
        ObjectNode node = entry(token.id(), token.logprob(), tokenizer);
        ArrayNode top = node.putArray("top_logprobs");
        token.top().forEach(other -> top.add(entry(other.id(), other.logprob(), tokenizer)));
        return node;
    }

    private static ObjectNode entry(int id, float logprob, PolicyTokenizer tokenizer) {
        String text = tokenizer.decode(new int[] {id});
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("token", text);
        node.put("logprob", Math.max(LEAST, logprob));
        ArrayNode bytes = node.putArray("bytes");
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(one & 0xFF);
        }
        return node;
    }
}
