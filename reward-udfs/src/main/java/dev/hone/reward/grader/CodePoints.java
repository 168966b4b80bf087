package dev.hone.reward.grader;

import java.util.Arrays;

/** The code points of texts, without the cost of a stream for each text. */
final class CodePoints {

    private CodePoints() {}

    static int[] of(String text) {
        int[] points = new int[text.length()];
        int count = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(points[count++])) {
            points[count] = text.codePointAt(i);
        }
        return count == points.length ? points : Arrays.copyOf(points, count);
    }

    /** Whether all of them are ASCII: such a text is in every normal form. */
    static boolean areAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
