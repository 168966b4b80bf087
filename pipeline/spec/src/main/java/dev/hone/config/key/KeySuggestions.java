package dev.hone.config.key;

import dev.hone.reward.EditDistance;
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
                .filter(candidate -> EditDistance.between(written, plain(candidate)) <= limit(candidate))
                .min(Comparator.comparingInt(candidate -> EditDistance.between(written, plain(candidate))));
    }

    private static int limit(String candidate) {
        return candidate.length() <= 3 ? 1 : Math.max(2, candidate.length() / 3);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(" ", "");
    }
}
