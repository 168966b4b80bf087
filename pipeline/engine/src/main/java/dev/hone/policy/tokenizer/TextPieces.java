package dev.hone.policy.tokenizer;

import java.util.Arrays;

/**
 * The text of a completion piece by piece, as its tokens come. A token alone may be part of a character and has other white space than in
 * its place, so each is decoded together with the ones before it that last gave text.
 */
public final class TextPieces {

    private static final String INCOMPLETE = "\uFFFD";

    private final PolicyTokenizer tokenizer;
    private int[] window = new int[0];
    private int known;

    public TextPieces(PolicyTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** What the token adds to the text; nothing while a character is incomplete. */
    public String next(int token) {
        window = Arrays.copyOf(window, window.length + 1);
        window[window.length - 1] = token;
        String before = tokenizer.decode(Arrays.copyOf(window, known));
        String all = tokenizer.decode(window);
        if (all.length() <= before.length() || all.endsWith(INCOMPLETE)) {
            return "";
        }
        window = Arrays.copyOfRange(window, known, window.length);
        known = window.length;
        return all.substring(before.length());
    }
}
