package dev.hone.reward.grader.constraint;

import java.util.List;
import java.util.Optional;

/** Parts of a text that tags set off, such as {@code <answer>…</answer>}. */
public final class Tags {

    private Tags() {}

    /** Why the text does not hold each of these parts once, one behind the other; empty if it does. */
    public static Optional<String> violation(String text, List<String> names) {
        int end = 0;
        for (String name : names) {
            String opening = "<" + name + ">";
            String closing = "</" + name + ">";
            int start = text.indexOf(opening);
            int close = text.indexOf(closing);
            if (start < 0 || close < 0) {
                return Optional.of(opening + "…" + closing + " is missing");
            }
            if (text.indexOf(opening, start + 1) >= 0 || text.indexOf(closing, close + 1) >= 0) {
                return Optional.of(opening + " or " + closing + " is there more than once");
            }
            if (start < end || close < start) {
                return Optional.of(opening + "…" + closing + " is in the wrong place");
            }
            end = close;
        }
        return Optional.empty();
    }
}
