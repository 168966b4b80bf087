package dev.hone.policy.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.Repository;
import dev.hone.math.sampling.StopStrings;
import dev.hone.policy.Fixtures;
import dev.hone.policy.template.ChatPrompt;
import dev.hone.policy.tokenizer.HuggingFacePolicyTokenizer;
import dev.hone.policy.tokenizer.NumberTokenizer;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestStopStringFinder {

    private static final int TOKENS = 400;
    private static final String MIXED = " Grüße, 你好世界 \uD83D\uDE42\uD83D\uDE80  two  spaces\n\n{\"a\": [1, 2]} été ";
    private static final String LONG_RUN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏";

    @ParameterizedTest
    @MethodSource("dev.hone.policy.Fixtures#models")
    void aStopStringIsFoundAtTheTokenThatCompletesIt(String model) {
        requireExact(HuggingFacePolicyTokenizer.load(Fixtures.path("models/" + model)), 60);
    }

    @Test
    void theSameHoldsForTheDemoPolicy() {
        requireExact(HuggingFacePolicyTokenizer.load(Repository.demoPolicy()), 60);
    }

    @Test
    void aTokenCostsTheSameHoweverLongTheCompletionIs() {
        Counting tokenizer = new Counting(NumberTokenizer.withoutEnd(), new ArrayList<>());
        StopStringFinder finder =
                new StopStringFinder(tokenizer, new StopStrings(List.of("never", " 1 2 3 4 x"), false));
        IntStream.range(0, 5000)
                .forEach(token -> assertThat(finder.accept(token)).isFalse());
        assertThat(tokenizer.lengths()).allMatch(length -> length <= 32);
        assertThat(tokenizer.lengths()).hasSizeLessThan(2 * 5000);
    }

    /** Compares with the text of all tokens at every token. */
    private static void requireExact(PolicyTokenizer tokenizer, int cases) {
        for (int seed = 0; seed < cases; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] tokens = tokens(tokenizer, random);
            StopStrings stops = stops(tokenizer.decode(tokens), random);
            StopStringFinder finder = new StopStringFinder(tokenizer, stops);
            boolean ended = false;
            for (int t = 0; t < tokens.length && !ended; t++) {
                boolean found = finder.accept(tokens[t]);
                ended = stops.end(tokenizer.decode(Arrays.copyOf(tokens, t + 1)))
                        .isPresent();
                assertThat(found || !ended)
                        .as("seed %d, token %d, %s", seed, t, stops)
                        .isTrue();
            }
        }
    }

    /** Short and long pieces of a text of many scripts, cut anywhere, among random tokens: white space, parts of characters, special tokens. */
    private static int[] tokens(PolicyTokenizer tokenizer, SplittableRandom random) {
        int[] mixed = tokenizer.encode(MIXED + LONG_RUN + MIXED);
        int vocabulary = Arrays.stream(mixed).max().orElseThrow();
        int[] tokens = new int[TOKENS];
        for (int t = 0; t < TOKENS; ) {
            boolean piece = random.nextInt(3) > 0;
            int from = random.nextInt(mixed.length);
            int length = Math.min(TOKENS - t, 1 + random.nextInt(random.nextInt(4) == 0 ? 90 : 12));
            for (int i = 0; i < length; i++) {
                tokens[t++] = piece ? mixed[(from + i) % mixed.length] : random.nextInt(vocabulary);
            }
        }
        return tokens;
    }

    /** Texts of the last half of a completion, short and long, so that most of it is gone through; few have a part of a character. */
    private static StopStrings stops(String text, SplittableRandom random) {
        List<String> stops = new ArrayList<>();
        for (int tries = 0; stops.size() < 2; tries++) {
            int from = text.length() / 2 + random.nextInt(text.length() / 2 - 1);
            String stop =
                    text.substring(from, Math.min(text.length(), from + 2 + random.nextInt(4) * random.nextInt(6)));
            if (tries > 40 || !stop.contains("\uFFFD")) {
                stops.add(stop);
            }
        }
        return new StopStrings(stops, false);
    }

    /** Notes how many tokens each call decodes. */
    private record Counting(PolicyTokenizer tokenizer, List<Integer> lengths) implements PolicyTokenizer {

        @Override
        public int[] encode(String text) {
            return tokenizer.encode(text);
        }

        @Override
        public String decode(int[] tokenIds) {
            lengths.add(tokenIds.length);
            return tokenizer.decode(tokenIds);
        }

        @Override
        public int[] encodeChat(ChatPrompt prompt) {
            return tokenizer.encodeChat(prompt);
        }

        @Override
        public String renderChat(ChatPrompt prompt) {
            return tokenizer.renderChat(prompt);
        }

        @Override
        public List<Integer> endOfSequenceIds() {
            return tokenizer.endOfSequenceIds();
        }
    }
}
