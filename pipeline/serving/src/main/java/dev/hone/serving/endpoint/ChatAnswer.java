package dev.hone.serving.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.StopReason;
import dev.hone.policy.serve.GeneratedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A whole answer to a chat, gathered before it is sent. */
final class ChatAnswer implements AnswerEvents.Reader {

    private final Asked asked;
    private final boolean logprobs;
    private final Usage usage;
    private final Map<Integer, SampledCompletion> completions = new TreeMap<>();
    private final Map<Integer, List<GeneratedToken>> tokens = new TreeMap<>();

    ChatAnswer(Asked asked, boolean logprobs) {
        this.asked = asked;
        this.logprobs = logprobs;
        this.usage = new Usage(asked.promptTokens());
    }

    @Override
    public void started(int cachedTokens) {
        usage.cached(cachedTokens);
    }

    @Override
    public void token(AnswerFeed.Event.Token token) {
        if (logprobs) {
            tokens.computeIfAbsent(token.sample(), none -> new ArrayList<>()).add(token.token());
        }
    }

    @Override
    public void ended(AnswerFeed.Event.Ended ended) {
        completions.put(ended.sample(), ended.completion());
        usage.add(ended.completion());
    }

    @Override
    public void waiting() {
        // the client waits for the whole
    }

    /** The tokens so far. */
    ObjectNode usage() {
        return usage.json();
    }

    ObjectNode json() {
        ObjectNode answer = head(asked, "chat.completion");
        ArrayNode choices = answer.putArray("choices");
        completions.forEach((sample, completion) -> choices.add(choice(sample, completion)));
        answer.set("usage", usage.json());
        return answer;
    }

    private ObjectNode choice(int sample, SampledCompletion completion) {
        ObjectNode choice = JsonNodeFactory.instance.objectNode().put("index", sample);
        ObjectNode message = choice.putObject("message")
                .put("role", "assistant")
                .put("content", completion.parts().answer())
                .putNull("refusal");
        if (!completion.parts().reasoning().isEmpty()) {
            message.put("reasoning_content", completion.parts().reasoning());
        }
        if (logprobs) {
            ArrayNode content = choice.putObject("logprobs").putArray("content");
            tokens.getOrDefault(sample, List.of())
                    .forEach(token ->
                            content.add(LogprobJson.of(token, asked.policy().tokenizer())));
        } else {
            choice.putNull("logprobs");
        }
        return choice.put("finish_reason", finishReason(completion));
    }

    /** What all answers begin with. */
    static ObjectNode head(Asked asked, String kind) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", asked.id())
                .put("object", kind)
                .put("created", asked.created())
                .put("model", asked.policy().name())
                .put("system_fingerprint", asked.policy().fingerprint());
    }

    static String finishReason(SampledCompletion completion) {
        return completion.stopReason() == StopReason.MAX_TOKENS ? "length" : "stop";
    }
}
