package dev.hone.reward.grader.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A formula between marks of LaTeX: $…$, $$…$$, \(…\), \[…\].
 *
 * @param text between the marks
 * @param end index after the closing mark
 */
record MathRegion(String text, int end) {

    /** The last one; an odd number of dollar signs is taken for money. */
    static Optional<MathRegion> last(String text) {
        Optional<MathRegion> last = betweenDollars(text);
        for (String[] marks : new String[][] {{"\\(", "\\)"}, {"\\[", "\\]"}}) {
            int close = text.lastIndexOf(marks[1]);
            int open = close < 0 ? -1 : text.lastIndexOf(marks[0], close);
            if (open >= 0 && (last.isEmpty() || last.get().end() < close)) {
                last = Optional.of(new MathRegion(text.substring(open + 2, close), close + 2));
            }
        }
        return last;
    }

    private static Optional<MathRegion> betweenDollars(String text) {
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '$') {
                starts.add(i);
                i += text.startsWith("$$", i) ? 1 : 0;
                ends.add(i + 1);
            }
        }
        int count = starts.size();
        return count < 2 || count % 2 == 1
                ? Optional.empty()
                : Optional.of(new MathRegion(
                        text.substring(ends.get(count - 2), starts.get(count - 1)), ends.get(count - 1)));
    }
}
