package dev.hone.serving.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.math.sampling.StopStrings;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.serve.LogitRule;
import dev.hone.serving.http.ApiException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * How a request wants its tokens drawn, as OpenAI's and vLLM's clients say it.
 *
 * @param maxTokens of each completion; empty for as many as the context holds
 * @param samples completions, 1 or more
 * @param seed of all of them; empty for another one each time
 */
record SampledTokens(
        double temperature,
        int topK,
        double topP,
        double minP,
        OptionalInt maxTokens,
        List<String> stop,
        int samples,
        Optional<Long> seed,
        Penalties penalties) {

    private static final int MAX_SAMPLES = 16;
    private static final int MAX_STOPS = 4;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    static SampledTokens read(Fields fields) {
        OptionalInt newer = fields.whole("max_completion_tokens", 1, Integer.MAX_VALUE);
        OptionalInt older = fields.whole("max_tokens", 1, Integer.MAX_VALUE);
        return new SampledTokens(
                fields.number("temperature", 0, 2).orElse(1),
                Math.max(0, fields.whole("top_k", -1, Integer.MAX_VALUE).orElse(0)),
                nonZero(fields.number("top_p", 0, 1).orElse(1)),
                Math.min(fields.number("min_p", 0, 1).orElse(0), Math.nextDown(1.0)),
                newer.isPresent() ? newer : older,
                fields.texts("stop", MAX_STOPS),
                fields.whole("n", 1, MAX_SAMPLES).orElse(1),
                fields.seed("seed"),
                new Penalties(
                        fields.number("presence_penalty", -2, 2).orElse(0),
                        fields.number("frequency_penalty", -2, 2).orElse(0),
                        biases(fields)));
    }

    /** top_p 0 keeps the most probable token, as a very small one does. */
    private static double nonZero(double topP) {
        return topP == 0 ? Double.MIN_NORMAL : topP;
    }

    private static Map<Integer, Double> biases(Fields fields) {
        Map<Integer, Double> biases = new HashMap<>();
        fields.any("logit_bias").ifPresent(map -> {
            for (Map.Entry<String, JsonNode> entry : map.properties()) {
                double bias = entry.getValue().asDouble(Double.NaN);
                if (!entry.getKey().matches("\\d{1,9}") || !(bias >= -100 && bias <= 100)) {
                    throw ApiException.invalid(
                            "logit_bias", "logit_bias must give token ids numbers from -100 to 100, not " + entry);
                }
                biases.put(Integer.parseInt(entry.getKey()), bias);
            }
        });
        return biases;
    }

    /**
     * As the engine takes it.
     *
     * @throws ApiException where prompt and completion do not fit the context
     */
    SamplingSettings settings(int promptTokens, ModelConfig config) {
        int room = config.maxPositions() - promptTokens;
        if (room < maxTokens.orElse(1)) {
            throw ApiException.invalid(
                            "messages",
                            "This model's context has " + config.maxPositions() + " tokens, but " + promptTokens
                                    + " of the prompt and " + maxTokens.orElse(1)
                                    + " of the answer were asked for. Shorten one of them")
                    .withCode("context_length_exceeded");
        }
        return new SamplingSettings(
                temperature, topK, topP, minP, maxTokens.orElse(room), new StopStrings(stop, false));
    }

    /** The same with this many tokens where none are said. */
    SampledTokens orAtMost(int tokens) {
        return new SampledTokens(
                temperature,
                topK,
                topP,
                minP,
                OptionalInt.of(maxTokens.orElse(tokens)),
                stop,
                samples,
                seed,
                penalties);
    }

    /** One for each completion. */
    long[] seeds() {
        long first = seed.orElseGet(RANDOM::nextLong);
        long[] seeds = new long[samples];
        for (int g = 0; g < samples; g++) {
            seeds[g] = first + g * GOLDEN_GAMMA;
        }
        return seeds;
    }

    /** What changes the logits, where something does. */
    Optional<Supplier<LogitRule>> rule() {
        return penalties.isNone() ? Optional.empty() : Optional.of(penalties::rule);
    }
}
