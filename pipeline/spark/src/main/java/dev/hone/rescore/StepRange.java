package dev.hone.rescore;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Steps of a run, both ends included; step 0 is the policy that it started with, which was evaluated only. */
public record StepRange(int first, int last) {

    public static final StepRange ALL = new StepRange(0, Integer.MAX_VALUE);

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    public StepRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException(
                    "steps must be from a to b with 0 <= a <= b, got " + first + " and " + last);
        }
    }

    /**
     * A range as written on the command line.
     *
     * @param text such as {@code 3-10} or {@code 7}
     */
    public static StepRange of(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            throw new IllegalArgumentException("steps must be written like 3-10 or 7, got '" + text + "'");
        }
        int first = Integer.parseInt(written.group(1));
        return new StepRange(first, written.group(2) == null ? first : Integer.parseInt(written.group(2)));
    }

    public boolean holds(int step) {
        return step >= first && step <= last;
    }
}
