package dev.hone.redact;

import java.util.Arrays;
import java.util.Optional;

/**
 * A text as it reads when the escapes of JSON strings in it are decoded. Texts hold JSON, and JSON texts hold JSON: in {@code \nDE89…} the
 * letter n is none, and an address may have its at sign as a number.
 *
 * @param text the decoded text
 * @param places where each character of it begins in the text that it was decoded from, and last that text's length; empty where nothing
 *     was decoded
 */
record Unescaped(String text, int[] places) {

    private static final char ESCAPE = '\\';
    private static final String LETTERS = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";
    private static final int UNICODE_DIGITS = 4;

    /** The text itself, nothing decoded. */
    static Unescaped plain(String text) {
        return new Unescaped(text, new int[0]);
    }

    /** Where a character of the text begins in the text that it was decoded from. */
    int place(int at) {
        return places.length == 0 ? at : places[at];
    }

    /** The text with one more level of escapes decoded, or nothing where it has none. */
    Optional<Unescaped> next() {
        int first = text.indexOf(ESCAPE);
        if (first < 0) {
            return Optional.empty();
        }
        StringBuilder decoded = new StringBuilder(text.length()).append(text, 0, first);
        int[] decodedPlaces = new int[text.length() + 1];
        Arrays.setAll(decodedPlaces, i -> i < first ? place(i) : 0);
        int at = first;
        while (at < text.length()) {
            decodedPlaces[decoded.length()] = place(at);
            int length = escapeLength(at);
            decoded.append(length == 1 ? text.charAt(at) : meaning(at));
            at += length;
        }
        decodedPlaces[decoded.length()] = place(text.length());
        boolean same = decoded.length() == text.length();
        return same ? Optional.empty() : Optional.of(new Unescaped(decoded.toString(), decodedPlaces));
    }

    /** Characters of the escape that begins here, 1 where none does. */
    private int escapeLength(int at) {
        if (text.charAt(at) != ESCAPE || at + 1 == text.length()) {
            return 1;
        }
        if (LETTERS.indexOf(text.charAt(at + 1)) >= 0) {
            return 2;
        }
        int end = at + 2 + UNICODE_DIGITS;
        boolean unicode = text.charAt(at + 1) == 'u'
                && end <= text.length()
                && text.substring(at + 2, end).chars().allMatch(digit -> Character.digit(digit, 16) >= 0);
        return unicode ? end - at : 1;
    }

    private char meaning(int at) {
        char letter = text.charAt(at + 1);
        return letter == 'u'
                ? (char) Integer.parseInt(text, at + 2, at + 2 + UNICODE_DIGITS, 16)
                : MEANINGS.charAt(LETTERS.indexOf(letter));
    }
}
