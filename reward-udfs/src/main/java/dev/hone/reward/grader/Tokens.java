package dev.hone.reward.grader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Ways to cut a text into words, and to count what two texts share. */
final class Tokens {

    private static final Set<String> ARTICLES = Set.of("a", "an", "the");

    private Tokens() {}

    /** Runs between white space, Unicode's included. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int c : CodePoints.of(text)) {
            if (!isSpace(c)) {
                word.appendCodePoint(c);
            } else if (word.length() > 0) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        if (word.length() > 0) {
            words.add(word.toString());
        }
        return words;
    }

    static List<String> lowerCaseWords(String text) {
        return words(text.toLowerCase(Locale.ROOT));
    }

    /** Tokens of ROUGE: lower case, runs of a–z and 0–9. */
    static List<String> rouge(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        List<String> tokens = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= lower.length(); i++) {
            char c = i < lower.length() ? lower.charAt(i) : ' ';
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
                if (start < i) {
                    tokens.add(lower.substring(start, i));
                }
                start = i + 1;
            }
        }
        return tokens;
    }

    /** Tokens of SQuAD: lower case, ASCII punctuation deleted, articles dropped (arXiv:1606.05250). */
    static List<String> squad(String text) {
        StringBuilder bare = new StringBuilder(text.length());
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(c -> !isAsciiPunctuation(c))
                .forEach(bare::appendCodePoint);
        return words(withoutArticles(bare.toString()));
    }

    /** Counts of the runs of {@code length} tokens. */
    static Map<List<String>, Integer> ngrams(List<String> tokens, int length) {
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int i = 0; i + length <= tokens.size(); i++) {
            counts.merge(List.copyOf(tokens.subList(i, i + length)), 1, Integer::sum);
        }
        return counts;
    }

    static Map<String, Integer> counts(List<String> tokens) {
        Map<String, Integer> counts = new HashMap<>();
        tokens.forEach(token -> counts.merge(token, 1, Integer::sum));
        return counts;
    }

    /** Size of the intersection of two multisets. */
    static <T> int shared(Map<T, Integer> a, Map<T, Integer> b) {
        int shared = 0;
        for (Map.Entry<T, Integer> entry : a.entrySet()) {
            shared += Math.min(entry.getValue(), b.getOrDefault(entry.getKey(), 0));
        }
        return shared;
    }

    /** Tokens as numbers, equal for equal tokens of both lists. */
    static int[] numbered(List<String> tokens, Map<String, Integer> numbers) {
        return tokens.stream()
                .mapToInt(token -> numbers.computeIfAbsent(token, unseen -> numbers.size()))
                .toArray();
    }

    /** White space as Python's str.split sees it. */
    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    /** Blanks articles that stand as words: between characters that are neither letters, digits nor underscores. */
    private static String withoutArticles(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = i;
            while (end < text.length() && isWordCharacter(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            }
            if (end == i) {
                kept.appendCodePoint(text.codePointAt(i));
                i += Character.charCount(text.codePointAt(i));
            } else {
                String word = text.substring(i, end);
                kept.append(ARTICLES.contains(word) ? " " : word);
                i = end;
            }
        }
        return kept.toString();
    }

    private static boolean isWordCharacter(int c) {
        return Character.isLetterOrDigit(c)
                || c == '_'
                || Character.getType(c) == Character.OTHER_NUMBER
                || Character.getType(c) == Character.LETTER_NUMBER;
    }

    private static boolean isAsciiPunctuation(int c) {
        return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
    }
}
