package dev.hone.policy;

import dev.hone.math.sampling.SamplingSettings;
import dev.hone.math.sampling.UniformNumbers;
import java.util.Arrays;
import java.util.Optional;

/** A completion that is being decoded: its tokens so far and the rules that end it. */
final class RunningCompletion {

    private final int prompt;
    private final int sample;
    private final int promptTokens;
    private final long seed;
    private final int[] tokens;
    private final float[] logprobs;
    private int length;

    /**
     * Starts empty.
     *
     * @param prompt index of the prompt in its unit
     * @param sample index of the completion in its group
     * @param limit greatest number of tokens, at least 1
     */
    RunningCompletion(int prompt, int sample, int promptTokens, long seed, int limit) {
        this.prompt = prompt;
        this.sample = sample;
        this.promptTokens = promptTokens;
        this.seed = seed;
        this.tokens = new int[limit];
        this.logprobs = new float[limit];
    }

    int prompt() {
        return prompt;
    }

    int sample() {
        return sample;
    }

    /** Position of the last drawn token in its sequence, where its keys and values go. */
    int position() {
        return promptTokens + length - 1;
    }

    int lastToken() {
        return tokens[length - 1];
    }

    /** The number that decides the next token. */
    double nextUniform() {
        return UniformNumbers.uniform(seed, length);
    }

    /** Takes a drawn token; gives the whole completion where that ends it. */
    Optional<SampledCompletion> accept(int token, float logprob, SamplingSettings settings, PolicyTokenizer tokenizer) {
        tokens[length] = token;
        logprobs[length] = logprob;
        length++;
        if (tokenizer.endOfSequenceIds().contains(token)) {
            return Optional.of(finished(StopReason.END_OF_SEQUENCE, text(tokenizer)));
        }
        if (!settings.stopStrings().isEmpty()) {
            String text = text(tokenizer);
            int cut = firstStop(text, settings);
            if (cut >= 0) {
                return Optional.of(finished(StopReason.STOP_STRING, text.substring(0, cut)));
            }
        }
        return length == tokens.length
                ? Optional.of(finished(StopReason.MAX_TOKENS, text(tokenizer)))
                : Optional.empty();
    }

    private static int firstStop(String text, SamplingSettings settings) {
        return settings.stopStrings().stream()
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(-1);
    }

    private String text(PolicyTokenizer tokenizer) {
        return tokenizer.decode(Arrays.copyOf(tokens, length));
    }

    private SampledCompletion finished(StopReason reason, String text) {
        return new SampledCompletion(Arrays.copyOf(tokens, length), Arrays.copyOf(logprobs, length), text, reason);
    }
}
