package dev.hone.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds one kind of thing.
 *
 * @param name the kind, in counts; in capitals it is the mark
 * @param pattern what candidates look like
 * @param accepted how many characters of a candidate are such a thing, 0 for none
 */
record Detector(String name, Pattern pattern, ToIntFunction<String> accepted) {

    String mark() {
        return "[" + name.toUpperCase(Locale.ROOT) + "]";
    }

    /** Part of a text that is such a thing: from its first character on, up to the one behind it. */
    record Span(int start, int end) {}

    /** All such things in a text, in their order; none overlaps another. */
    List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        int from = 0;
        while (from <= text.length() && matcher.find(from)) {
            int length = accepted.applyAsInt(matcher.group());
            if (length > 0) {
                found.add(new Span(matcher.start(), matcher.start() + length));
            }
            from = matcher.start() + Math.max(length, 1);
        }
        return found;
    }
}
