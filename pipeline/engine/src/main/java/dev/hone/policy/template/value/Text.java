package dev.hone.policy.template.value;

/**
 * A Python str whose every character knows its origin.
 *
 * @param value the characters
 * @param origin as long as value: {@link #TEMPLATE} or {@link #DATA} for each character
 */
public record Text(String value, String origin) implements Value {

    public static final char TEMPLATE = 't';
    public static final char DATA = 'd';
    public static final Text EMPTY = new Text("", "");

    public Text {
        if (value.length() != origin.length()) {
            throw new IllegalArgumentException(value.length() + " characters with " + origin.length() + " origins");
        }
    }

    public static Text ofTemplate(String value) {
        return new Text(value, String.valueOf(TEMPLATE).repeat(value.length()));
    }

    static Text ofData(String value) {
        return new Text(value, String.valueOf(DATA).repeat(value.length()));
    }

    /** Characters from begin to end, counted in UTF-16 units. */
    public Text slice(int begin, int end) {
        return new Text(value.substring(begin, end), origin.substring(begin, end));
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** Python's len: code points. */
    int length() {
        return value.codePointCount(0, value.length());
    }

    /** The code point at a position counted in code points. */
    public Text codePointAt(int index) {
        int begin = value.offsetByCodePoints(0, index);
        return slice(begin, value.offsetByCodePoints(begin, 1));
    }

    /** The origin of what is made of this text as a whole: of the template only where every character is. */
    public char commonOrigin() {
        return origin.indexOf(DATA) < 0 ? TEMPLATE : DATA;
    }
}
