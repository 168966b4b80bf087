package dev.hone.reward;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** "Did you mean …?" */
final class Suggestions {

    private Suggestions() {}

    /** What to do about an unknown name: the nearest known one if any is near, else all of them. */
    static String fix(String unknown, Collection<String> known) {
        return nearest(unknown, known)
                .map(name -> "Did you mean " + name + "?")
                .orElseGet(() -> known.isEmpty()
                        ? "Remove it"
                        : "Use one of " + known.stream().sorted().collect(Collectors.joining(", ")));
    }

    static Optional<String> nearest(String unknown, Collection<String> known) {
        int limit = Math.max(1, unknown.length() / 3);
        return known.stream()
                .filter(name -> edits(bare(unknown), bare(name)) <= limit)
                .min(Comparator.comparingInt((String name) -> edits(bare(unknown), bare(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String bare(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace("_", "").replace("-", "");
    }

    private static int edits(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
