package dev.hone.reward.grader.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last calculation or number among words, such as 9 + 9 = 18 in "She makes $9 + $9 = $18 a day".
 *
 * @param words that make it, in order
 * @param next the word after it; empty if there is none
 */
record NumberRun(List<String> words, String next) {

    private static final int MAX_WORDS = 20;
    private static final String MATHEMATICAL =
            "0123456789.,+-*/^=()%$\u20ac\u00a3\u00a5\u221a\u03c0\u00d7\u00b7\u00f7\u2212\u00b2\u00b3\u00b0\u00bd\u00bc\u00be";

    static Optional<NumberRun> last(String text) {
        String[] words = text.strip().split("\\s+", -1);
        int end = words.length - 1;
        while (end >= 0 && !(hasDigit(words[end]) && isMathematical(bare(words[end])))) {
            end--;
        }
        if (end < 0) {
            return Optional.empty();
        }
        List<String> run = new ArrayList<>();
        run.add(bare(words[end]));
        for (int i = end - 1; i >= 0 && run.size() < MAX_WORDS && isMathematical(words[i]); i--) {
            run.add(0, words[i]);
        }
        return Optional.of(new NumberRun(run, end + 1 < words.length ? bare(words[end + 1]) : ""));
    }

    /** What may be the number, best first: all of it, with the next word as unit; what follows the last =; the last word. */
    List<String> candidates() {
        String all = String.join(" ", words);
        String result = all.substring(all.lastIndexOf('=') + 1);
        String last = words.get(words.size() - 1);
        return next.isEmpty()
                ? List.of(all, result, last)
                : List.of(all + " " + next, all, result + " " + next, result, last + " " + next, last);
    }

    private static boolean hasDigit(String word) {
        return word.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isMathematical(String word) {
        return !word.isEmpty() && word.chars().allMatch(c -> MATHEMATICAL.indexOf(c) >= 0);
    }

    private static String bare(String word) {
        return word.replaceAll("^[*_`\"'#]+|[*_`\"'.,;:!?]+$", "");
    }
}
