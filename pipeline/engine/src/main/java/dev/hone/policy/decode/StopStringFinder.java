package dev.hone.policy.decode;

import dev.hone.math.sampling.StopStrings;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Whether a growing completion may hold a stop string. At each token only the last ones are decoded, so that the cost of a token does not
 * grow with the completion; where they hold a stop string, the whole text decides.
 *
 * <p>Nothing is missed: earlier tokens are forgotten only where the text of the rest is the end of the text that both give, so no character
 * is cut in two, and only while the rest alone is at least as long as the longest stop string, so none is cut in two either.
 */
final class StopStringFinder {

    /** What a decoder gives for bytes that are no character, and so for one whose bytes are not all there yet. */
    private static final String INCOMPLETE = "\uFFFD";

    /** Tokens that stay when earlier ones are forgotten. */
    private static final int KEPT_TOKENS = 16;

    private final PolicyTokenizer tokenizer;
    private final StopStrings stopStrings;
    private final int longest;
    private final boolean forgets;
    private int[] window = new int[2 * KEPT_TOKENS];
    private int size;
    private int limit = window.length;

    /** Starts before the first token. */
    StopStringFinder(PolicyTokenizer tokenizer, StopStrings stopStrings) {
        List<String> texts = stopStrings.texts();
        this.tokenizer = tokenizer;
        this.stopStrings = stopStrings;
        this.longest = texts.stream().mapToInt(String::length).max().orElse(0);
        this.forgets = texts.stream().noneMatch(text -> text.contains(INCOMPLETE));
    }

    /** Takes the next token; false where the text so far surely holds no stop string. */
    boolean accept(int token) {
        if (longest == 0) {
            return false;
        }
        window = size == window.length ? Arrays.copyOf(window, 2 * size) : window;
        window[size++] = token;
        String text = textFrom(0);
        if (end(text).isPresent()) {
            return true;
        }
        if (forgets && size >= limit && !text.endsWith(INCOMPLETE)) {
            forget(text);
        }
        return false;
    }

    /** Length of a completion's whole text up to the first stop string in it; empty where none is in it. */
    OptionalInt end(String text) {
        return stopStrings.end(text);
    }

    private void forget(String text) {
        for (int from = size - KEPT_TOKENS; from > 0; from--) {
            String rest = textFrom(from);
            if (rest.length() >= longest && text.endsWith(rest)) {
                size -= from;
                System.arraycopy(window, from, window, 0, size);
                break;
            }
        }
        limit = Math.max(2 * KEPT_TOKENS, 2 * size);
    }

    private String textFrom(int from) {
        return tokenizer.decode(Arrays.copyOfRange(window, from, size));
    }
}
