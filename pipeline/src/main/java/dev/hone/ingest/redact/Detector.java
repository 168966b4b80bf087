package dev.hone.ingest.redact;

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

    /** The text with marks in it; each one is counted. */
    String redact(String text, RedactionCounts counts) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder redacted = new StringBuilder();
        int done = 0;
        int from = 0;
        while (from <= text.length() && matcher.find(from)) {
            int length = accepted.applyAsInt(matcher.group());
            if (length > 0) {
                redacted.append(text, done, matcher.start()).append(mark());
                counts.add(name);
                done = matcher.start() + length;
            }
            from = matcher.start() + Math.max(length, 1);
        }
        return done == 0 ? text : redacted.append(text, done, text.length()).toString();
    }
}
