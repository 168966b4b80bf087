package dev.hone.reward.grader;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Decimal numbers in text, read exactly: signs (also U+2212), digits of any script, groups of three behind a separator, a decimal part,
 * an exponent, a per cent sign. One pass over the text. Numbers beyond {@value #MAX_DIGITS} digits or 10^±{@value #MAX_EXPONENT}
 * are found but have no value.
 */
public final class NumberReading {

    private static final int MAX_DIGITS = 1_000;
    private static final int MAX_EXPONENT = 10_000;
    private static final String SPACES = "\u00a0\u202f\u2009";

    private final int[] points;
    private final char decimalSeparator;
    private final String groupSeparators;

    private NumberReading(String text, char decimalSeparator) {
        this.points = CodePoints.of(text);
        this.decimalSeparator = decimalSeparator;
        this.groupSeparators = (decimalSeparator == '.' ? "," : ".") + "'\u2019_" + SPACES;
    }

    /**
     * A number in a text.
     *
     * @param value what it says, without regard to a per cent sign; empty if it is too large to be read
     * @param percent whether a per cent sign follows
     * @param start index of its first code point, sign included
     * @param end index after its last code point, per cent sign included
     */
    public record Found(Optional<BigDecimal> value, boolean percent, int start, int end) {}

    /** The first number in a text. */
    public static Optional<Found> first(String text, char decimalSeparator) {
        return new NumberReading(text, decimalSeparator).next(0);
    }

    /** The last number in a text. */
    public static Optional<Found> last(String text, char decimalSeparator) {
        NumberReading reading = new NumberReading(text, decimalSeparator);
        Optional<Found> last = Optional.empty();
        Optional<Found> found = reading.next(0);
        while (found.isPresent()) {
            last = found;
            found = reading.next(found.get().end());
        }
        return last;
    }

    /** The number that a text is, except white space and currency signs around it. */
    public static Optional<Found> whole(String text, char decimalSeparator) {
        NumberReading reading = new NumberReading(text, decimalSeparator);
        return reading.next(0)
                .filter(found -> reading.onlyPadding(0, found.start())
                        && reading.onlyPadding(found.end(), reading.points.length));
    }

    private boolean onlyPadding(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isSpace(points[i]) && Character.getType(points[i]) != Character.CURRENCY_SYMBOL) {
                return false;
            }
        }
        return true;
    }

    private Optional<Found> next(int from) {
        for (int i = from; i < points.length; i++) {
            if (digit(i) >= 0 || (points[i] == decimalSeparator && digit(i + 1) >= 0 && digit(i - 1) < 0)) {
                return Optional.of(read(i));
            }
        }
        return Optional.empty();
    }

    /** Reads the number whose first digit, or decimal separator, is at {@code first}. */
    private Found read(int first) {
        StringBuilder digits = new StringBuilder();
        int start = first;
        if (first > 0 && isSign(points[first - 1]) && !isWord(first - 2)) {
            start = first - 1;
            digits.append(points[start] == '+' ? "" : "-");
        }
        int end = integerPart(first, digits);
        if (end < points.length && points[end] == decimalSeparator && digit(end + 1) >= 0) {
            digits.append('.');
            end = run(end + 1, digits);
        }
        int mantissaDigits = digits.length();
        int exponent = exponentEnd(end);
        boolean readable = mantissaDigits <= MAX_DIGITS;
        if (exponent > end) {
            StringBuilder power = new StringBuilder();
            int sign = isSign(points[end + 1]) ? 1 : 0;
            run(end + 1 + sign, power);
            readable &= withinExponent(power);
            digits.append('e')
                    .append(sign == 1 && points[end + 1] != '+' ? "-" : "")
                    .append(power);
            end = exponent;
        }
        int percentEnd = percentEnd(end);
        Optional<BigDecimal> value = readable ? Optional.of(new BigDecimal(digits.toString())) : Optional.empty();
        return new Found(value, percentEnd > end, start, percentEnd);
    }

    private int integerPart(int first, StringBuilder digits) {
        int end = run(first, digits);
        if (end == first || end - first > 3 || end >= points.length || groupSeparators.indexOf(points[end]) < 0) {
            return end;
        }
        int separator = points[end];
        while (end < points.length && points[end] == separator && isGroup(end + 1)) {
            end = run(end + 1, digits);
        }
        return end;
    }

    private boolean isGroup(int i) {
        return digit(i) >= 0 && digit(i + 1) >= 0 && digit(i + 2) >= 0 && digit(i + 3) < 0;
    }

    /** Appends the digits from {@code from} on, and returns the index after them. */
    private int run(int from, StringBuilder digits) {
        int i = from;
        while (digit(i) >= 0) {
            digits.append((char) ('0' + digit(i)));
            i++;
        }
        return i;
    }

    private int exponentEnd(int at) {
        if (at + 1 >= points.length || (points[at] != 'e' && points[at] != 'E')) {
            return at;
        }
        int from = isSign(points[at + 1]) ? at + 2 : at + 1;
        int to = from;
        while (digit(to) >= 0) {
            to++;
        }
        return to > from ? to : at;
    }

    private static boolean withinExponent(CharSequence digits) {
        int power = 0;
        for (int i = 0; i < digits.length() && power <= MAX_EXPONENT; i++) {
            power = power * 10 + digits.charAt(i) - '0';
        }
        return power <= MAX_EXPONENT;
    }

    private int percentEnd(int at) {
        int sign = at < points.length && isSpace(points[at]) && points[at] != '\n' ? at + 1 : at;
        boolean percent =
                sign < points.length && (points[sign] == '%' || points[sign] == '\u066a' || points[sign] == '\uff05');
        return percent ? sign + 1 : at;
    }

    private int digit(int i) {
        return i >= 0 && i < points.length && Character.isDigit(points[i]) ? Character.digit(points[i], 10) : -1;
    }

    private boolean isWord(int i) {
        return i >= 0 && Character.isLetterOrDigit(points[i]);
    }

    private static boolean isSign(int c) {
        return c == '-' || c == '+' || c == '\u2212';
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
