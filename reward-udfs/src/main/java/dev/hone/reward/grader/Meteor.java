package dev.hone.reward.grader;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * METEOR as NLTK computes it, with exact and stem matches but without WordNet's synonyms (alpha 0.9, beta 3, gamma 0.5; S. Banerjee and A.
 * Lavie, W05-0909). Words are lower case, cut at white space. From 0 to 1.
 */
final class Meteor {

    private static final double ALPHA = 0.9;
    private static final double BETA = 3;
    private static final double GAMMA = 0.5;
    private static final int UNMATCHED = -1;

    private Meteor() {}

    static double of(String reference, String candidate) {
        List<String> expected = Tokens.lowerCaseWords(reference);
        List<String> given = Tokens.lowerCaseWords(candidate);
        int[] partner = new int[given.size()];
        Arrays.fill(partner, UNMATCHED);
        boolean[] taken = new boolean[expected.size()];
        match(given, expected, partner, taken, UnaryOperator.identity());
        match(given, expected, partner, taken, PorterStemmer::stem);
        int matches = (int) Arrays.stream(partner).filter(j -> j != UNMATCHED).count();
        if (matches == 0) {
            return 0;
        }
        double precision = (double) matches / given.size();
        double recall = (double) matches / expected.size();
        double mean = precision * recall / (ALPHA * precision + (1 - ALPHA) * recall);
        double penalty = GAMMA * Math.pow((double) chunks(partner) / matches, BETA);
        return (1 - penalty) * mean;
    }

    /** From the last word to the first, each takes the last equal word of the reference that is still free. */
    private static void match(
            List<String> given, List<String> expected, int[] partner, boolean[] taken, UnaryOperator<String> form) {
        Map<String, Deque<Integer>> free = new HashMap<>();
        for (int j = 0; j < expected.size(); j++) {
            if (!taken[j]) {
                free.computeIfAbsent(form.apply(expected.get(j)), unseen -> new ArrayDeque<>())
                        .push(j);
            }
        }
        for (int i = given.size() - 1; i >= 0; i--) {
            Deque<Integer> places = partner[i] == UNMATCHED ? free.get(form.apply(given.get(i))) : null;
            if (places != null && !places.isEmpty()) {
                partner[i] = places.pop();
                taken[partner[i]] = true;
            }
        }
    }

    /** Runs of matched words that are neighbours in both texts. */
    private static int chunks(int[] partner) {
        int chunks = 0;
        for (int i = 0; i < partner.length; i++) {
            boolean continues = i > 0 && partner[i - 1] != UNMATCHED && partner[i] == partner[i - 1] + 1;
            if (partner[i] != UNMATCHED && !continues) {
                chunks++;
            }
        }
        return chunks;
    }
}
