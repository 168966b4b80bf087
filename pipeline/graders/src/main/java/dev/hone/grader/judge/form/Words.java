package dev.hone.grader.judge.form;

import java.util.Locale;
import java.util.regex.Pattern;

/** Judges' words and numbers as explanations hold them. */
public final class Words {

    private static final int MAX_CHARACTERS = 400;
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private Words() {}

    /** A reason on one line, cut where it is long. */
    public static String of(String reason) {
        String line = WHITE_SPACE.matcher(reason.strip()).replaceAll(" ");
        return line.length() <= MAX_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, MAX_CHARACTERS) - 1)) + "…";
    }

    /** A number without an empty fraction. */
    public static String of(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : String.format(Locale.ROOT, "%.4g", number);
    }
}
