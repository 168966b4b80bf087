package dev.hone.reward.grader;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Makes texts comparable: compatibility forms (NFKC), case, punctuation, articles, white space. Signs that carry meaning stay: the minus
 * of a number, the point inside one, and per cent, hash, at and ampersand signs.
 *
 * @param ignoreCase fold case; "Straße" and "STRASSE" become equal
 * @param ignorePunctuation drop apostrophes and read other punctuation as a space
 * @param ignoreArticles drop the English words a, an and the
 */
public record TextNormalizer(boolean ignoreCase, boolean ignorePunctuation, boolean ignoreArticles) {

    private static final Set<String> ARTICLES = Set.of("a", "an", "the");
    private static final int ASCII = 0x80;
    private static final String MEANINGFUL = "%#@&";
    private static final String APOSTROPHES = "'\u2019\u02bc";

    private static final boolean[] SPACES = ofAscii(TextNormalizer::isAnySpace);
    private static final boolean[] PUNCTUATION = ofAscii(TextNormalizer::isAnyPunctuation);

    /** Ignores case and punctuation, keeps articles. */
    public static final TextNormalizer STANDARD = new TextNormalizer(true, true, false);

    /** The normalised text: words with one space between them. */
    public String normalize(String text) {
        String folded = ignoreCase ? fold(text) : composed(text);
        String bare = ignorePunctuation ? withoutPunctuation(folded) : folded;
        String words = words(bare);
        return words.isEmpty() ? words(folded) : words;
    }

    /** Composed, in upper case, then in lower case: folds ß and final sigma too; then composed again, as folding can take letters apart. */
    static String fold(String text) {
        return CodePoints.areAscii(text)
                ? text.toLowerCase(Locale.ROOT)
                : composed(composed(text).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    private String words(String text) {
        StringBuilder words = new StringBuilder(text.length());
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            // No white space lies beyond the first 65,536 code points.
            if (i == text.length() || isSpace(text.charAt(i))) {
                addWord(words, text, start, i);
                start = i + 1;
            }
        }
        return words.toString();
    }

    private void addWord(StringBuilder words, String text, int start, int end) {
        boolean left = start == end
                || (ignoreArticles
                        && ARTICLES.contains(text.substring(start, end).toLowerCase(Locale.ROOT)));
        if (!left) {
            words.append(words.length() == 0 ? "" : " ").append(text, start, end);
        }
    }

    private static String withoutPunctuation(String text) {
        int[] points = CodePoints.of(text);
        int[] bare = new int[points.length];
        int length = 0;
        for (int i = 0; i < points.length; i++) {
            if (!isPunctuation(points[i]) || isPartOfNumber(points, i)) {
                bare[length++] = points[i];
            } else if (APOSTROPHES.indexOf(points[i]) < 0) {
                bare[length++] = ' ';
            }
        }
        return new String(bare, 0, length);
    }

    /** A separator between two digits, or a minus before the first digit of a number. */
    private static boolean isPartOfNumber(int[] points, int i) {
        if (!isDigit(points, i + 1)) {
            boolean leadingPoint = (points[i] == '-' || points[i] == '\u2212')
                    && i + 1 < points.length
                    && points[i + 1] == '.'
                    && isDigit(points, i + 2);
            return leadingPoint && !isWord(points, i - 1);
        }
        return switch (points[i]) {
            case '.' -> !isLetter(points, i - 1);
            case ',', ':', '/' -> isDigit(points, i - 1);
            case '-', '\u2212' -> !isWord(points, i - 1) || isDigit(points, i - 1);
            default -> false;
        };
    }

    private static boolean isDigit(int[] points, int i) {
        return i >= 0 && i < points.length && Character.isDigit(points[i]);
    }

    private static boolean isLetter(int[] points, int i) {
        return i >= 0 && i < points.length && Character.isLetter(points[i]);
    }

    private static boolean isWord(int[] points, int i) {
        return i >= 0 && i < points.length && Character.isLetterOrDigit(points[i]);
    }

    private static boolean isSpace(int c) {
        return c < ASCII ? SPACES[c] : isAnySpace(c);
    }

    private static boolean isPunctuation(int c) {
        return c < ASCII ? PUNCTUATION[c] : isAnyPunctuation(c);
    }

    /** What holds for each ASCII character, which most texts are made of. */
    private static boolean[] ofAscii(IntPredicate holds) {
        boolean[] table = new boolean[ASCII];
        for (int c = 0; c < ASCII; c++) {
            table[c] = holds.test(c);
        }
        return table;
    }

    private static boolean isAnySpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isAnyPunctuation(int c) {
        if (MEANINGFUL.indexOf(c) >= 0) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MODIFIER_SYMBOL -> true;
            default -> c == '\u02bc';
        };
    }
}
