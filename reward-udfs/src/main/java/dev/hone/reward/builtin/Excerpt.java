package dev.hone.reward.builtin;

import java.util.Locale;

/** Texts cut to a length that explanations can hold. */
public final class Excerpt {

    private static final int MAX_CHARACTERS = 80;

    private Excerpt() {}

    /** A number between 0 and 1, the same whatever the locale. */
    public static String of(double share) {
        return String.format(Locale.ROOT, "%.4f", share);
    }

    public static String of(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= MAX_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_CHARACTERS - 20)) + "… (" + text.length()
                        + " characters)";
    }
}
