package dev.hone.reward.grader.math;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What LaTeX puts in a box. */
final class Boxes {

    private static final int MAX_JOINED = 20;
    private static final int MAX_BETWEEN = 16;
    private static final Pattern BETWEEN = Pattern.compile("[\\s$]*(?:,|and|or|, and|, or)[\\s$]*");
    private static final Pattern UNBRACED = Pattern.compile("\\s*([^\\s${}.,]+)");

    /** @param start of the command, end after the closing brace */
    private record Box(int start, int end, String content) {}

    private Boxes() {}

    /** The last box; several that only a comma, "and" or "or" parts are one list. An unfinished box is empty. */
    static Optional<String> last(String text) {
        Optional<Box> last = before(text, text.length());
        if (last.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder list = new StringBuilder(last.get().content());
        int start = last.get().start();
        for (int i = 0; i < MAX_JOINED; i++) {
            Optional<Box> previous = before(text, start - 1);
            if (previous.isEmpty() || !joins(text, previous.get().end(), start)) {
                break;
            }
            list.insert(0, previous.get().content() + ", ");
            start = previous.get().start();
        }
        return Optional.of(list.toString());
    }

    private static boolean joins(String text, int from, int to) {
        return from <= to
                && to - from <= MAX_BETWEEN
                && BETWEEN.matcher(text.substring(from, to)).matches();
    }

    private static Optional<Box> before(String text, int from) {
        int start = Math.max(text.lastIndexOf("\\boxed", from), text.lastIndexOf("\\fbox", from));
        if (start < 0 || from < 0) {
            return Optional.empty();
        }
        int open = start + (text.startsWith("\\boxed", start) ? "\\boxed".length() : "\\fbox".length());
        if (open < text.length() && text.charAt(open) == '{') {
            int close = close(text, open);
            String content = close < 0 ? "" : text.substring(open + 1, close);
            return Optional.of(new Box(start, close < 0 ? text.length() : close + 1, content));
        }
        Matcher unbraced = UNBRACED.matcher(text).region(open, text.length());
        return Optional.of(
                unbraced.lookingAt() ? new Box(start, unbraced.end(), unbraced.group(1)) : new Box(start, open, ""));
    }

    /** Index of the closing brace; -1 if it is missing or further away than an answer may be long. */
    private static int close(String text, int open) {
        int depth = 0;
        int end = Math.min(text.length(), open + AnswerParser.MAX_CHARACTERS);
        for (int i = open; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
