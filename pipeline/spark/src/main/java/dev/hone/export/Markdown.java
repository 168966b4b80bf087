package dev.hone.export;

import dev.hone.report.Printable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of users as Markdown that shows them as they are: no markup, no HTML, control characters as their escapes. */
final class Markdown {

    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~&$]");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern BACKTICKS = Pattern.compile("`+");
    private static final int LEAST_FENCE = 3;

    private Markdown() {}

    /** Running text in one line. */
    static String text(String text) {
        return MARKUP.matcher(line(text)).replaceAll("\\\\$0");
    }

    /** Code within a line. */
    static String code(String text) {
        String line = line(text);
        String fence = "`".repeat(longestRun(line) + 1);
        String gap = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return fence + gap + line + gap + fence;
    }

    /** Lines of code with the fences around them. */
    static String block(String language, String text) {
        String clean = Printable.of(text.replace("\r\n", "\n"));
        String fence = "`".repeat(Math.max(LEAST_FENCE, longestRun(clean) + 1));
        return fence + language + "\n" + clean.strip() + "\n" + fence;
    }

    /** In one line. */
    static String line(String text) {
        return Printable.of(SPACE.matcher(text).replaceAll(" ").strip());
    }

    private static int longestRun(String text) {
        int longest = 0;
        for (Matcher runs = BACKTICKS.matcher(text); runs.find(); ) {
            longest = Math.max(longest, runs.end() - runs.start());
        }
        return longest;
    }
}
