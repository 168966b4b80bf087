package dev.hone.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt word was meant to be. */
final class KeySuggestions {

    private KeySuggestions() {}

    /** The candidate nearest to the word, if it is near: at most two or a third of its letters differ, upper case and separators aside. */
    static Optional<String> nearest(String word, Collection<String> candidates) {
        String written = plain(word);
        return candidates.stream()
                .filter(candidate -> distance(written, plain(candidate)) <= limit(candidate))
                .min(Comparator.comparingInt(candidate -> distance(written, plain(candidate))));
    }

    private static int limit(String candidate) {
        return candidate.length() <= 3 ? 1 : Math.max(2, candidate.length() / 3);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(" ", "");
    }

    /** Levenshtein's distance: the fewest letters to insert, delete or replace. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
