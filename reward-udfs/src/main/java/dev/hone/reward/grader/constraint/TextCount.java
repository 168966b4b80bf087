package dev.hone.reward.grader.constraint;

import java.text.BreakIterator;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** What texts can be counted in. */
public enum TextCount {
    /** Runs between white space that hold a letter or digit. */
    WORDS(text -> (int) Pattern.compile("\\s+")
            .splitAsStream(text)
            .filter(TextCount::hasLetterOrDigit)
            .count()),
    /** Code points, white space at the ends apart. */
    CHARACTERS(text -> text.strip().codePointCount(0, text.strip().length())),
    /** As the JDK's BreakIterator parts them; lines end sentences too. */
    SENTENCES(text -> text.lines().mapToInt(TextCount::sentences).sum()),
    /** Lines that begin with -, *, +, • or a number with a point or bracket. */
    BULLETS(text -> (int) text.lines().filter(TextCount::isBullet).count()),
    /** Blocks between empty lines. */
    PARAGRAPHS(text -> (int) Arrays.stream(text.split("\\R\\s*\\R", -1))
            .filter(block -> !block.isBlank())
            .count());

    private static final Pattern BULLET = Pattern.compile("\\s{0,20}(?:[-*+\u2022\u2013]|\\d{1,3}[.)])\\s.*");

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final ToIntFunction<String> counting;

    TextCount(ToIntFunction<String> counting) {
        this.counting = counting;
    }

    /** How many there are. */
    public int of(String text) {
        return counting.applyAsInt(text);
    }

    private static int sentences(String line) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(line);
        int count = 0;
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            count += hasLetterOrDigit(line.substring(start, end)) ? 1 : 0;
            start = end;
        }
        return count;
    }

    private static boolean isBullet(String line) {
        return BULLET.matcher(line).matches();
    }

    private static boolean hasLetterOrDigit(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
