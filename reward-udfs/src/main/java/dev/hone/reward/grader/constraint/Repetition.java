package dev.hone.reward.grader.constraint;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How much of a text was said before. */
public final class Repetition {

    private Repetition() {}

    /**
     * The share, 0 to 1, of runs of {@code length} words that occurred earlier in the text; case does not count.
     *
     * @param length at least 1
     */
    public static double share(String text, int length) {
        List<String> words = Arrays.asList(text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1));
        int runs = words.size() - length + 1;
        if (runs <= 0) {
            return 0;
        }
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < runs; i++) {
            seen.add(words.subList(i, i + length));
        }
        return 1 - seen.size() / (double) runs;
    }
}
