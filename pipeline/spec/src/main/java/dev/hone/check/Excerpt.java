package dev.hone.check;

/** The beginning of a text, in one line. */
final class Excerpt {

    private static final int CHARACTERS = 160;

    private Excerpt() {}

    static String of(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= CHARACTERS ? line : line.substring(0, CHARACTERS) + "…";
    }
}
