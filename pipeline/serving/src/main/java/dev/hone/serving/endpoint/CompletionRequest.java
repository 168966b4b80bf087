package dev.hone.serving.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import dev.hone.serving.http.ApiException;
import java.util.Optional;
import java.util.Set;

/**
 * What POST /v1/completions asks: a text or tokens to go on from, without a chat template.
 *
 * @param prompt a text, or a list of token ids
 * @param topLogprobs most probable tokens told with each drawn one; empty where no log-probabilities are wanted
 */
record CompletionRequest(
        String model,
        JsonNode prompt,
        SampledTokens tokens,
        boolean stream,
        boolean includeUsage,
        Optional<Integer> topLogprobs) {

    private static final int MAX_TOP_LOGPROBS = 5;
    /** As OpenAI's reference has it. */
    private static final int DEFAULT_TOKENS = 16;

    private static final Set<String> HARMLESS = Set.of("user", "echo", "suffix", "best_of");

    static CompletionRequest read(JsonNode body) {
        Fields fields = new Fields(body);
        String model = fields.requiredText("model");
        JsonNode prompt = fields.any("prompt")
                .orElseThrow(() -> ApiException.invalid("prompt", "The request lacks prompt, a text or token ids"));
        SampledTokens tokens = SampledTokens.read(fields).orAtMost(DEFAULT_TOKENS);
        boolean stream = fields.truth("stream", false);
        boolean usage = fields.object("stream_options")
                .map(options -> options.truth("include_usage", false))
                .orElse(false);
        Optional<Integer> top =
                fields.whole("logprobs", 0, MAX_TOP_LOGPROBS).stream().boxed().findFirst();
        refuse(fields, "echo", "false");
        refuse(fields, "suffix", "");
        refuse(fields, "best_of", "1");
        fields.requireNoOthers(HARMLESS);
        return new CompletionRequest(model, prompt, tokens, stream, usage, top);
    }

    private static void refuse(Fields fields, String name, String harmless) {
        fields.any(name).filter(value -> !value.asText().equals(harmless)).ifPresent(value -> {
            throw ApiException.invalid(name, "This server does not know the parameter " + name + ".")
                    .withCode("unsupported_parameter");
        });
    }

    /** The tokens to go on from. */
    int[] promptTokens(PolicyTokenizer tokenizer) {
        if (prompt.isTextual() && !prompt.asText().isEmpty()) {
            return tokenizer.encode(prompt.asText());
        }
        if (prompt.isArray() && !prompt.isEmpty() && prompt.get(0).isInt()) {
            int[] ids = new int[prompt.size()];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = prompt.get(i).asInt(-1);
            }
            return ids;
        }
        throw ApiException.invalid(
                "prompt",
                "prompt must be a text that is not empty, or a list of token ids; ask once for each of several");
    }
}
