package dev.hone.watch;

import java.util.regex.Pattern;

/** Marks of Markdown that a policy may learn to write for their own sake. */
public enum Formatting {
    LISTS("lists", "^\\s{0,8}(?:[-*+•]|\\d{1,3}[.)])\\s+\\S"),
    HEADINGS("headings", "^#{1,6}\\s+\\S"),
    CODE_FENCES("code fences", "^\\s{0,3}(?:```|~~~)"),
    BOLD("bold", "\\*\\*[^*\\n]{1,200}\\*\\*|__[^_\\n]{1,200}__");

    private final String words;
    private final Pattern pattern;

    Formatting(String words, String pattern) {
        this.words = words;
        this.pattern = Pattern.compile(pattern, Pattern.MULTILINE);
    }

    /** In words, such as {@code code fences}. */
    public String words() {
        return words;
    }

    /** How many of these marks a text has: items, headings, fences, words in bold. */
    public int count(String text) {
        return (int) pattern.matcher(text).results().count();
    }
}
