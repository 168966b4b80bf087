package dev.hone.serving.endpoint;

import dev.hone.policy.PromptToSample;
import dev.hone.policy.serve.Generation;
import dev.hone.policy.serve.GenerationRequest;
import dev.hone.serving.deploy.ServedPolicy;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A request that the engine is answering.
 *
 * @param id by which it is known
 * @param created when, seconds since 1970
 * @param promptTokens length of its prompt
 */
record Asked(
        String id,
        long created,
        ServedPolicy policy,
        SampledTokens tokens,
        int promptTokens,
        AnswerFeed feed,
        Generation generation) {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Asks the engine.
     *
     * @param prefix of the id, such as {@code chatcmpl-}
     * @param topLogprobs told with each token; empty for none
     */
    static Asked of(
            ServedPolicy policy, String prefix, int[] prompt, SampledTokens tokens, Optional<Integer> topLogprobs) {
        AnswerFeed feed = new AnswerFeed();
        GenerationRequest request = new GenerationRequest(
                new PromptToSample(prompt, tokens.seeds(), policy.reasoning()),
                policy.adapter(),
                tokens.settings(prompt.length, policy.model().config()),
                tokens.rule(),
                topLogprobs.orElse(0));
        return new Asked(
                prefix + randomId(),
                System.currentTimeMillis() / 1000,
                policy,
                tokens,
                prompt.length,
                feed,
                policy.model().submit(request, feed));
    }

    private static String randomId() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
