package dev.hone.policy.decode;

import dev.hone.math.sampling.UniformNumbers;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.StopReason;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** A completion that is being decoded: its tokens so far and the rules that end it. */
public final class RunningCompletion {

    private final int prompt;
    private final int sample;
    private final int promptTokens;
    private final long seed;
    private final int[] tokens;
    private final float[] logprobs;
    private final boolean[] forced;
    private final CompletionReader reader;
    private final Optional<ThinkingWatch> thinking;
    private final StopStringFinder stopStrings;
    private int length;

    /**
     * Starts empty.
     *
     * @param prompt index of the prompt in its unit
     * @param sample index of the completion in its group
     * @param limit maximum number of tokens, at least 1
     * @param reader of the prompt's completions
     */
    public RunningCompletion(int prompt, int sample, int promptTokens, long seed, int limit, CompletionReader reader) {
        this.prompt = prompt;
        this.sample = sample;
        this.promptTokens = promptTokens;
        this.seed = seed;
        this.tokens = new int[limit];
        this.logprobs = new float[limit];
        this.forced = new boolean[limit];
        this.reader = reader;
        this.thinking = reader.watch();
        this.stopStrings = reader.stopStringFinder();
    }

    public int prompt() {
        return prompt;
    }

    public int sample() {
        return sample;
    }

    /** Position of the last drawn token in its sequence, where its keys and values go. */
    public int position() {
        return promptTokens + length - 1;
    }

    public int promptTokens() {
        return promptTokens;
    }

    /** Drawn tokens whose keys and values are there: all but the last. */
    public int ownTokens() {
        return length - 1;
    }

    public int lastToken() {
        return tokens[length - 1];
    }

    /** [T] the tokens so far. */
    public int[] drawn() {
        return Arrays.copyOf(tokens, length);
    }

    /** The number that decides the next token. */
    public double nextUniform() {
        return UniformNumbers.uniform(seed, length);
    }

    /** The next token where it is not for the policy to draw: the thinking budget is used up. */
    public OptionalInt nextForced() {
        return thinking.map(ThinkingWatch::forced).orElseGet(OptionalInt::empty);
    }

    /** Takes a drawn or forced token; gives the whole completion where that ends it. */
    public Optional<SampledCompletion> accept(int token, float logprob) {
        forced[length] = nextForced().isPresent();
        thinking.ifPresent(watch -> watch.accept(token));
        tokens[length] = token;
        logprobs[length] = logprob;
        length++;
        if (reader.tokenizer().endOfSequenceIds().contains(token)) {
            return Optional.of(finished(StopReason.END_OF_SEQUENCE, text()));
        }
        if (stopStrings.accept(token)) {
            String text = text();
            OptionalInt end = stopStrings.end(text);
            if (end.isPresent()) {
                return Optional.of(finished(StopReason.STOP_STRING, text.substring(0, end.getAsInt())));
            }
        }
        return length == tokens.length ? Optional.of(finished(StopReason.MAX_TOKENS, text())) : Optional.empty();
    }

    private String text() {
        return reader.tokenizer().decode(Arrays.copyOf(tokens, length));
    }

    private SampledCompletion finished(StopReason reason, String text) {
        int[] ids = Arrays.copyOf(tokens, length);
        return new SampledCompletion(
                ids,
                Arrays.copyOf(logprobs, length),
                Arrays.copyOf(forced, length),
                text,
                reader.parts(ids, text),
                reason);
    }
}
