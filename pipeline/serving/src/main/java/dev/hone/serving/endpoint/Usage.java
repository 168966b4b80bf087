package dev.hone.serving.endpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.policy.SampledCompletion;

/** The tokens of an answer, counted as it comes. */
final class Usage {

    private final int promptTokens;
    private int cachedTokens;
    private int completionTokens;
    private int reasoningTokens;

    Usage(int promptTokens) {
        this.promptTokens = promptTokens;
    }

    void cached(int tokens) {
        cachedTokens = tokens;
    }

    void add(SampledCompletion completion) {
        completionTokens += completion.tokenIds().length;
        reasoningTokens += completion.parts().reasoningTokens();
    }

    ObjectNode json() {
        ObjectNode usage = JsonNodeFactory.instance
                .objectNode()
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", completionTokens)
                .put("total_tokens", promptTokens + completionTokens);
        usage.putObject("prompt_tokens_details").put("cached_tokens", cachedTokens);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", reasoningTokens);
        return usage;
    }
}
