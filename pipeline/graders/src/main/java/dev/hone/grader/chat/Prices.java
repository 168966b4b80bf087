package dev.hone.grader.chat;

import dev.hone.grader.limit.Limiter;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What tokens cost. US dollars for a million tokens are millionths of a dollar for one.
 *
 * @param input of a question; empty: not known
 * @param output of an answer; empty: not known
 */
record Prices(OptionalDouble input, OptionalDouble output) {

    /** Bytes of UTF-8 to a token: few enough for an upper bound of most texts. */
    private static final int BYTES_PER_TOKEN = 3;

    private static final int TOKENS_PER_MESSAGE = 8;

    /** What a request may need at most. */
    Limiter.Need atMost(ChatRequest request) {
        return need(tokens(request), request.maxTokens());
    }

    /** What a reply took. */
    Limiter.Need used(ChatReply reply) {
        return need(reply.promptTokens(), reply.completionTokens());
    }

    /** The reply with its cost, where prices are known. */
    ChatReply priced(ChatReply reply) {
        return new ChatReply(
                reply.text(),
                reply.finishReason(),
                reply.promptTokens(),
                reply.completionTokens(),
                areKnown() ? OptionalLong.of(used(reply).microUsd()) : OptionalLong.empty(),
                reply.latencyMillis());
    }

    boolean areKnown() {
        return input.isPresent() && output.isPresent();
    }

    private Limiter.Need need(int question, int answer) {
        double cost = areKnown() ? question * input.getAsDouble() + answer * output.getAsDouble() : 0;
        return new Limiter.Need((long) question + answer, (long) Math.ceil(cost));
    }

    /** About how many tokens a question has, rather more than less. */
    static int tokens(ChatRequest request) {
        return request.messages().stream()
                .mapToInt(message -> TOKENS_PER_MESSAGE + tokens(message.content()))
                .sum();
    }

    /** About how many tokens a text has, rather more than less. */
    static int tokens(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length / BYTES_PER_TOKEN + 1;
    }
}
