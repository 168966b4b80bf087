package dev.hone.reward.grader;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** About how large a compiled pattern is: counted repetitions are written out, and multiply where they are nested. */
final class PatternSize {

    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?\\}");

    private PatternSize() {}

    /** The number of signs with all counted repetitions written out. */
    static double of(String regex) {
        Matcher count = COUNT.matcher(regex);
        Deque<Double> outer = new ArrayDeque<>();
        double size = 0; // of the group so far, without the last item
        double last = 0;
        for (int at = 0; at < regex.length(); at++) {
            char sign = regex.charAt(at);
            if (sign == '{' && count.region(at, regex.length()).lookingAt()) {
                last *= Math.max(number(count.group(1)), number(count.group(2)));
                at = count.end() - 1;
                continue;
            }
            size += last;
            if (sign == '(') {
                outer.push(size);
                size = 0;
                last = 0;
            } else if (sign == ')' && !outer.isEmpty()) {
                last = size;
                size = outer.pop();
            } else {
                last = 1;
                at = itemEnd(regex, at);
            }
        }
        double whole = size + last;
        while (!outer.isEmpty()) {
            whole += outer.pop();
        }
        return whole;
    }

    /** The last index of an escape or a class that begins at an index. */
    private static int itemEnd(String regex, int at) {
        if (regex.charAt(at) == '\\') {
            return at + 1;
        }
        int end = at;
        if (regex.charAt(at) == '[') {
            end = at + 1;
            while (end < regex.length() && (regex.charAt(end) != ']' || end == at + 1)) {
                end += regex.charAt(end) == '\\' ? 2 : 1;
            }
        }
        return end;
    }

    private static int number(String digits) {
        return digits == null || digits.isEmpty() ? 1 : Math.max(1, Integer.parseInt(digits));
    }
}
