package dev.hone.reward.builtin;

/** Texts cut to a length that explanations can hold. */
final class Excerpt {

    private static final int MAX_CHARACTERS = 80;

    private Excerpt() {}

    static String of(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= MAX_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_CHARACTERS - 20)) + "… (" + text.length()
                        + " characters)";
    }
}
