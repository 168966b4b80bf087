package dev.hone.reward;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** "Did you mean …?" */
public final class Suggestions {

    private Suggestions() {}

    /** What to do about an unknown name: the nearest known one if any is near, else all of them. */
    public static String fix(String unknown, Collection<String> known) {
        return nearest(unknown, known)
                .map(name -> "Did you mean " + name + "?")
                .orElseGet(() -> known.isEmpty()
                        ? "Remove it"
                        : "Use one of " + known.stream().sorted().collect(Collectors.joining(", ")));
    }

    /** The nearest known name, where any is near. */
    public static Optional<String> nearest(String unknown, Collection<String> known) {
        int limit = Math.max(1, unknown.length() / 3);
        return known.stream()
                .filter(name -> EditDistance.between(bare(unknown), bare(name)) <= limit)
                .min(Comparator.comparingInt((String name) -> EditDistance.between(bare(unknown), bare(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String bare(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace("_", "").replace("-", "");
    }
}
