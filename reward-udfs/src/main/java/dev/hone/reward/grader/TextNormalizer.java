package dev.hone.reward.grader;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.StringTokenizer;

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
    private static final String MEANINGFUL = "%#@&";
    private static final String APOSTROPHES = "'\u2019\u02bc";

    /** Ignores case and punctuation, keeps articles. */
    public static final TextNormalizer STANDARD = new TextNormalizer(true, true, false);

    /** The normalised text: words with one space between them. */
    public String normalize(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
        String folded = ignoreCase ? fold(composed) : composed;
        String bare = ignorePunctuation ? withoutPunctuation(folded) : folded;
        String words = words(bare);
        return words.isEmpty() ? words(folded) : words;
    }

    /** Upper case, then lower case: folds ß and final sigma too; then composed again, as folding can take letters apart. */
    static String fold(String text) {
        return Normalizer.normalize(text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
    }

    private String words(String text) {
        StringBuilder spaced = new StringBuilder(text.length());
        text.codePoints().forEach(c -> spaced.appendCodePoint(isSpace(c) ? ' ' : c));
        StringTokenizer tokens = new StringTokenizer(spaced.toString(), " ");
        StringJoiner words = new StringJoiner(" ");
        while (tokens.hasMoreTokens()) {
            String word = tokens.nextToken();
            if (!ignoreArticles || !ARTICLES.contains(word.toLowerCase(Locale.ROOT))) {
                words.add(word);
            }
        }
        return words.toString();
    }

    private static String withoutPunctuation(String text) {
        int[] points = text.codePoints().toArray();
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < points.length; i++) {
            if (!isPunctuation(points[i]) || isPartOfNumber(points, i)) {
                kept.appendCodePoint(points[i]);
            } else if (APOSTROPHES.indexOf(points[i]) < 0) {
                kept.append(' ');
            }
        }
        return kept.toString();
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
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isPunctuation(int c) {
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
