package dev.hone.report;

/**
 * Texts of users, models and records as a terminal or a document may show them. A control character can move the cursor, rename the
 * window or hide what stands before it; a mark of direction can turn a line around.
 */
public final class Printable {

    private Printable() {}

    /** The text with C0 and C1 controls, line separators and marks of direction as their escapes; line ends and tabs stay. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(Printable::isControl)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isControl(c)) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** The same on one line: line ends and tabs are escapes, too. */
    public static String line(String text) {
        return of(text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t"));
    }

    private static boolean isControl(int c) {
        if (c == '\n' || c == '\t') {
            return false;
        }
        return Character.isISOControl(c)
                || c == 0x061C
                || (c >= 0x200E && c <= 0x200F)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
