package dev.hone.reward.builtin;

/** Texts cut to a length that explanations can hold. */
public final class Excerpt {

    private static final int MAX_CHARACTERS = 80;
    private static final String SPACES = " \t\n\u000b\f\r";

    private Excerpt() {}

    /** A number between 0 and 1, the same whatever the locale. */
    public static String of(double share) {
        long tenThousandths = Math.round(share * 10_000);
        String digits = Long.toString(10_000 + tenThousandths % 10_000);
        return tenThousandths / 10_000 + "." + digits.substring(1);
    }

    public static String of(String text) {
        String line = spacedOnce(text.strip());
        return line.length() <= MAX_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_CHARACTERS - 20)) + "… (" + text.length()
                        + " characters)";
    }

    /** One space for each run of white space. */
    private static String spacedOnce(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean afterSpace = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = SPACES.indexOf(c) >= 0;
            if (!space || !afterSpace) {
                line.append(space ? ' ' : c);
            }
            afterSpace = space;
        }
        return line.toString();
    }
}
