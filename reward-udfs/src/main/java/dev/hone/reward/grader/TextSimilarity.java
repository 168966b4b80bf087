package dev.hone.reward.grader;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How alike two texts are, from 0 to 1; each as the library computes it that users know it from. */
public enum TextSimilarity {
    /** Edits without substitution over the sum of lengths: rapidfuzz's ratio. Case counts. */
    FUZZY_MATCH,
    /** Sentence BLEU of sacrebleu. */
    BLEU,
    /** Sentence GLEU of NLTK, 1- to 4-grams; case counts (arXiv:1609.08144). */
    GLEU,
    /** METEOR of NLTK without WordNet's synonyms. */
    METEOR,
    /** Angle between word counts, in lower case. */
    COSINE,
    /** Shared words over all words, in lower case. */
    JACCARD,
    /** F1 of SQuAD's tokens (arXiv:1606.05250). */
    TOKEN_F1,
    ROUGE_1,
    ROUGE_2,
    ROUGE_3,
    ROUGE_4,
    ROUGE_5,
    /** Longest common subsequence of tokens. */
    ROUGE_L,
    /** With Porter's stems, as for all that follow. */
    ROUGE_1_STEMMED,
    ROUGE_2_STEMMED,
    ROUGE_3_STEMMED,
    ROUGE_4_STEMMED,
    ROUGE_5_STEMMED,
    ROUGE_L_STEMMED;

    /** Longer texts are not compared: {@link #of} gives 0. */
    public static final int MAX_CHARACTERS = 100_000;

    private static final int MAX_GLEU_ORDER = 4;

    /** The name that specifications use. */
    public String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The similarity; 0 if a text has more than {@value #MAX_CHARACTERS} characters. */
    public double of(String reference, String candidate) {
        return Math.max(reference.length(), candidate.length()) > MAX_CHARACTERS ? 0 : compared(reference, candidate);
    }

    private double compared(String reference, String candidate) {
        return switch (this) {
            case FUZZY_MATCH -> fuzzy(reference, candidate);
            case BLEU -> Bleu.of(reference, candidate);
            case GLEU -> gleu(reference, candidate);
            case METEOR -> Meteor.of(reference, candidate);
            case COSINE -> cosine(reference, candidate);
            case JACCARD -> jaccard(reference, candidate);
            case TOKEN_F1 -> tokenF1(reference, candidate);
            case ROUGE_1 -> Rouge.ofNgrams(reference, candidate, 1, false);
            case ROUGE_2 -> Rouge.ofNgrams(reference, candidate, 2, false);
            case ROUGE_3 -> Rouge.ofNgrams(reference, candidate, 3, false);
            case ROUGE_4 -> Rouge.ofNgrams(reference, candidate, 4, false);
            case ROUGE_5 -> Rouge.ofNgrams(reference, candidate, 5, false);
            case ROUGE_L -> Rouge.ofLongestSubsequence(reference, candidate, false);
            case ROUGE_1_STEMMED -> Rouge.ofNgrams(reference, candidate, 1, true);
            case ROUGE_2_STEMMED -> Rouge.ofNgrams(reference, candidate, 2, true);
            case ROUGE_3_STEMMED -> Rouge.ofNgrams(reference, candidate, 3, true);
            case ROUGE_4_STEMMED -> Rouge.ofNgrams(reference, candidate, 4, true);
            case ROUGE_5_STEMMED -> Rouge.ofNgrams(reference, candidate, 5, true);
            case ROUGE_L_STEMMED -> Rouge.ofLongestSubsequence(reference, candidate, true);
        };
    }

    private static double fuzzy(String reference, String candidate) {
        int[] expected = CodePoints.of(reference);
        int[] given = CodePoints.of(candidate);
        int sum = expected.length + given.length;
        return sum == 0 ? 1 : 2.0 * LongestCommonSubsequence.length(expected, given) / sum;
    }

    private static double gleu(String reference, String candidate) {
        List<String> expected = Tokens.words(reference);
        List<String> given = Tokens.words(candidate);
        long shared = 0;
        long expectedTotal = 0;
        long givenTotal = 0;
        for (int n = 1; n <= MAX_GLEU_ORDER; n++) {
            shared += Tokens.shared(Tokens.ngrams(expected, n), Tokens.ngrams(given, n));
            expectedTotal += Math.max(0, expected.size() - n + 1);
            givenTotal += Math.max(0, given.size() - n + 1);
        }
        long most = Math.max(expectedTotal, givenTotal);
        return most == 0 ? 0 : (double) shared / most;
    }

    private static double cosine(String reference, String candidate) {
        Map<String, Integer> expected = Tokens.counts(Tokens.lowerCaseWords(reference));
        Map<String, Integer> given = Tokens.counts(Tokens.lowerCaseWords(candidate));
        if (expected.isEmpty() || given.isEmpty()) {
            return expected.isEmpty() && given.isEmpty() ? 1 : 0;
        }
        double product = 0;
        for (Map.Entry<String, Integer> word : expected.entrySet()) {
            product += (double) word.getValue() * given.getOrDefault(word.getKey(), 0);
        }
        return product / Math.sqrt(squares(expected) * squares(given));
    }

    private static double squares(Map<String, Integer> counts) {
        return counts.values().stream().mapToDouble(n -> (double) n * n).sum();
    }

    private static double jaccard(String reference, String candidate) {
        Set<String> expected = new HashSet<>(Tokens.lowerCaseWords(reference));
        Set<String> given = new HashSet<>(Tokens.lowerCaseWords(candidate));
        Set<String> all = new HashSet<>(expected);
        all.addAll(given);
        expected.retainAll(given);
        return all.isEmpty() ? 1 : (double) expected.size() / all.size();
    }

    private static double tokenF1(String reference, String candidate) {
        List<String> expected = Tokens.squad(reference);
        List<String> given = Tokens.squad(candidate);
        if (expected.isEmpty() || given.isEmpty()) {
            return expected.isEmpty() && given.isEmpty() ? 1 : 0;
        }
        int shared = Tokens.shared(Tokens.counts(expected), Tokens.counts(given));
        return 2.0 * shared / (expected.size() + given.size());
    }
}
