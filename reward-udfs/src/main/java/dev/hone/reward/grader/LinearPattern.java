package dev.hone.reward.grader;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A regular expression in RE2's syntax, matched in time linear in the text: no text can stall it. There are no look-arounds and no back
 * references.
 */
public final class LinearPattern {

    /** Longer texts do not match. */
    public static final int MAX_CHARACTERS = 100_000;

    /** A text with more matches has no last one: each of them may cost a walk through the rest of the text. */
    public static final int MAX_MATCHES = 1_000;

    /** Compiling a larger one would take long and much memory. */
    private static final int MAX_SIZE = 20_000;

    /** Where the last of several matches is sought. */
    private static final int TAIL = 10_000;

    private final Pattern pattern;

    /** @throws IllegalArgumentException saying why it is no pattern */
    public LinearPattern(String regex) {
        if (regex.length() > MAX_SIZE || PatternSize.of(regex) > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "it repeats too much: more than " + MAX_SIZE + " signs with its repetitions written out");
        }
        try {
            this.pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription() + ": " + e.getPattern(), e);
        }
    }

    /** Whether there is a group of this number or name; 0 is the whole match. */
    public boolean hasGroup(String group) {
        return number(group).map(index -> index <= pattern.groupCount()).orElseGet(() -> pattern.namedGroups()
                .containsKey(group));
    }

    /** Whether the text matches. */
    public boolean matches(String text, boolean whole) {
        if (text.length() > MAX_CHARACTERS) {
            return false;
        }
        return whole
                ? pattern.matcher(text.strip()).matches()
                : pattern.matcher(text).find();
    }

    /**
     * What a group holds in the last match; of a part, in the last {@value #TAIL} characters.
     *
     * @param whole the match must be the whole text, except white space around it
     * @return empty if there is no match or more than {@value #MAX_MATCHES}, or the group has no part in it
     */
    public Optional<String> last(String text, boolean whole, String group) {
        if (text.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(whole ? text.strip() : text.substring(Math.max(0, text.length() - TAIL)));
        Optional<String> last = Optional.empty();
        if (whole) {
            return matcher.matches() ? group(matcher, group) : Optional.empty();
        }
        for (int matches = 0; matcher.find(); matches++) {
            if (matches == MAX_MATCHES) {
                return Optional.empty();
            }
            last = group(matcher, group);
        }
        return last;
    }

    private static Optional<String> group(Matcher matcher, String group) {
        Optional<Integer> number = number(group);
        return Optional.ofNullable(number.isPresent() ? matcher.group(number.get()) : matcher.group(group));
    }

    private static Optional<Integer> number(String group) {
        return group.matches("\\d{1,4}") ? Optional.of(Integer.valueOf(group)) : Optional.empty();
    }
}
