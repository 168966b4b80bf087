package dev.hone.config.section;

import dev.hone.config.key.Key;
import dev.hone.config.key.Values;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.math.sampling.StopStrings;
import java.util.List;

/** The keys of the section {@code train} that say how completions are drawn. */
final class SamplingKeys {

    static final Key<Integer> INFERENCE_MAX_TOKENS = Key.integer(
                    "inferenceMaxTokens", "greatest number of tokens of a completion")
            .atLeast(1)
            .atMost(100_000_000)
            .or(256);

    static final Key<Double> TEMPERATURE = Key.number("temperature", "divides the logits")
            .where(
                    value -> value > 0,
                    "must be above 0, since completions of a prompt that are all the same teach nothing")
            .atMost(100)
            .or(1.0);

    static final Key<Integer> TOP_K = truncating(
            Key.integer("topK", "keep the K most probable tokens; 0 keeps all")
                    .atLeast(0)
                    .atMost(100_000_000)
                    .or(0),
            0);

    static final Key<Double> TOP_P = truncating(
            Key.number("topP", "keep the most probable tokens up to this mass; 1 keeps all")
                    .where(value -> value > 0 && value <= 1, "must be above 0 and at most 1")
                    .or(1.0),
            1);

    static final Key<Double> MIN_P = truncating(
            Key.number("minP", "drop tokens below this share of the most probable one; 0 keeps all")
                    .where(value -> value >= 0 && value < 1, "must be at least 0 and below 1")
                    .or(0.0),
            0);

    static final Key<List<String>> STOP_STRINGS = Key.texts(
                    "stopStrings", "a completion ends where its text contains one of these")
            .or(List.of());

    static final Key<Boolean> KEEP_STOP_STRING = Key.flag(
                    "keepStopString",
                    "the text keeps the stop string that ended it, as where that is the last brace of an object;"
                            + " otherwise it is cut before it")
            .or(false);

    static final List<Key<?>> KEYS =
            List.of(INFERENCE_MAX_TOKENS, TEMPERATURE, TOP_K, TOP_P, MIN_P, STOP_STRINGS, KEEP_STOP_STRING);

    private SamplingKeys() {}

    static SamplingSettings sampling(Values values) {
        return new SamplingSettings(
                values.get(TEMPERATURE),
                values.get(TOP_K),
                values.get(TOP_P),
                values.get(MIN_P),
                values.get(INFERENCE_MAX_TOKENS),
                new StopStrings(values.get(STOP_STRINGS), values.get(KEEP_STOP_STRING)));
    }

    private static <N extends Number> Key<N> truncating(Key<N> key, double neutral) {
        return key.checked(new Key.Check<>(
                value -> value.doubleValue() == neutral,
                value ->
                        "cuts the sampler's distribution, while training assumes the whole of it. Leave it out unless the"
                                + " bias is wanted",
                Key.Severity.WARNING));
    }
}
