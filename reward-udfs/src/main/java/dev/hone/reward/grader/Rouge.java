package dev.hone.reward.grader;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** ROUGE F-measures as rouge-score computes them (C.-Y. Lin, W04-1013). From 0 to 1; texts without a Latin letter or digit have none. */
final class Rouge {

    /** Shorter tokens are not stemmed. */
    private static final int MIN_STEMMED_CHARACTERS = 4;

    private Rouge() {}

    static double ofNgrams(String reference, String candidate, int n, boolean stemmed) {
        List<String> expected = tokens(reference, stemmed);
        List<String> given = tokens(candidate, stemmed);
        int shared = Tokens.shared(Tokens.ngrams(expected, n), Tokens.ngrams(given, n));
        return fMeasure(shared, expected.size() - n + 1, given.size() - n + 1);
    }

    static double ofLongestSubsequence(String reference, String candidate, boolean stemmed) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] expected = Tokens.numbered(tokens(reference, stemmed), numbers);
        int[] given = Tokens.numbered(tokens(candidate, stemmed), numbers);
        return fMeasure(LongestCommonSubsequence.length(expected, given), expected.length, given.length);
    }

    private static List<String> tokens(String text, boolean stemmed) {
        List<String> tokens = Tokens.rouge(text);
        return stemmed
                ? tokens.stream()
                        .map(token -> token.length() < MIN_STEMMED_CHARACTERS ? token : PorterStemmer.stem(token))
                        .toList()
                : tokens;
    }

    private static double fMeasure(int shared, int expected, int given) {
        if (shared == 0) {
            return 0;
        }
        double precision = (double) shared / given;
        double recall = (double) shared / expected;
        return 2 * precision * recall / (precision + recall);
    }
}
