package dev.hone.policy.template.value;

/** Python's white space and its strip family. */
public final class PythonSpace {

    private PythonSpace() {}

    /** Python's str.isspace of one character. */
    public static boolean isSpace(int character) {
        return (character >= '\t' && character <= '\r')
                || (character >= 0x1c && character <= ' ')
                || character == 0x85
                || Character.isSpaceChar(character);
    }

    /** The first position from begin on that is no white space, or the end. */
    public static int skip(String text, int begin) {
        int at = begin;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    public static Text leftStrip(Text text) {
        return text.slice(skip(text.value(), 0), text.value().length());
    }

    public static Text rightStrip(Text text) {
        int end = text.value().length();
        while (end > 0 && isSpace(text.value().charAt(end - 1))) {
            end--;
        }
        return text.slice(0, end);
    }

    /** Removes every leading character that is one of these. */
    public static Text leftStrip(Text text, String characters) {
        int begin = 0;
        while (begin < text.value().length()) {
            int codePoint = text.value().codePointAt(begin);
            if (characters.indexOf(codePoint) < 0) {
                break;
            }
            begin += Character.charCount(codePoint);
        }
        return text.slice(begin, text.value().length());
    }

    /** Removes every trailing character that is one of these. */
    public static Text rightStrip(Text text, String characters) {
        int end = text.value().length();
        while (end > 0) {
            int codePoint = text.value().codePointBefore(end);
            if (characters.indexOf(codePoint) < 0) {
                break;
            }
            end -= Character.charCount(codePoint);
        }
        return text.slice(0, end);
    }
}
