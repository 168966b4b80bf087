package dev.hone.reward.grader.choice;

import dev.hone.reward.grader.Thought;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the letters that a text chooses. The last verdict counts: a box, an answer tag, "the answer is B", "B is correct", "I choose B". A
 * text without a verdict chooses what stands at the beginning of its lines: "B", "(B) Paris". Letters are capital; small ones count where
 * nothing but a sign follows, since "a" is a word too.
 */
public final class ChosenLetters {

    /** Only so much of the end is searched. */
    private static final int TAIL = 20_000;

    private static final String OPENING = "[\\s(\\[{*_\"'`$:]{0,8}";
    private static final String JOIN = "[\\s)\\]}*_\"'`$.]{0,8}(?:,|/|&|and|or)[\\s(\\[{*_\"'`$]{0,8}";
    private static final String LETTER =
            "(?-i:([%1$s](?![\\p{L}\\p{N}'\u2019])|[%2$s](?=[)\\]}*_\"'`$.,]{0,4}(?:\\s|$|<))(?!\\s+\\p{L})))";

    private static final List<String> VERDICTS = List.of(
            "\\\\f?boxed\\s?\\{(?:\\\\(?:text|mathrm|textbf|mathbf)\\s?\\{)?" + OPENING + LETTER,
            "<answer>" + OPENING + "(?:option\\s{1,4})?" + OPENING + LETTER,
            "\\b(?:answer|choice|option)\\b[*_\"'`]{0,4}\\s{0,4}(?:is|:|=)" + OPENING
                    + "(?:option\\s{1,4}|choice\\s{1,4})?" + OPENING + LETTER,
            "\\b(?:choose|select|pick|go with)\\s{1,4}(?:option\\s{1,4}|choice\\s{1,4})?" + OPENING + LETTER,
            "(?<![\\p{L}\\p{N}'])(?-i:([%1$s]))[)\\]*_\"'`.]{0,4}\\s{1,4}is\\s{1,4}(?:the\\s{1,4})?(?:correct|right|best)\\b");

    /** @param end index after the letters */
    private record Verdict(int start, int end, SortedSet<String> letters) {}

    private final List<Pattern> verdicts;
    private final Pattern more;
    private final Pattern line;
    private final Pattern between = Pattern.compile(JOIN, Pattern.CASE_INSENSITIVE);

    /** @param choices how many letters there are, from A on: 2 to 26 */
    public ChosenLetters(int choices) {
        String capital = "A-" + (char) ('A' + choices - 1);
        String small = capital.toLowerCase(Locale.ROOT);
        verdicts = VERDICTS.stream()
                .map(verdict ->
                        Pattern.compile(String.format(Locale.ROOT, verdict, capital, small), Pattern.CASE_INSENSITIVE))
                .toList();
        more = Pattern.compile(JOIN + "(?-i:([" + capital + "]))(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE);
        line = Pattern.compile(
                "^[\\s(\\[*_\"'`>$-]{0,8}(?i:option\\s{1,4}|choice\\s{1,4})?(?:([" + capital
                        + "])(?:[)\\]*_\"'`]{0,4}[).:]|[)\\]*_\"'`$]{0,4}\\s{0,8}$)|([" + small
                        + "])[)\\].]{0,2}\\s{0,8}$)",
                Pattern.MULTILINE);
    }

    /** The letters, as capitals: none, one, or several where the text leaves it open. */
    public SortedSet<String> of(String text) {
        String answer = Thought.after(text);
        String tail = answer.substring(Math.max(0, answer.length() - TAIL));
        List<Verdict> found = new ArrayList<>();
        verdicts.forEach(pattern -> collect(pattern.matcher(tail), tail, found));
        found.sort(Comparator.comparingInt(Verdict::start));
        return found.isEmpty() ? atLines(tail) : last(found, tail);
    }

    private void collect(Matcher matcher, String text, List<Verdict> found) {
        while (matcher.find()) {
            SortedSet<String> letters = new TreeSet<>();
            letters.add(matcher.group(1).toUpperCase(Locale.ROOT));
            int end = matcher.end(1);
            Matcher next = more.matcher(text).region(end, text.length()).useTransparentBounds(true);
            while (next.lookingAt()) {
                letters.add(next.group(1));
                end = next.end(1);
                next.region(end, text.length());
            }
            found.add(new Verdict(matcher.start(), Math.max(end, matcher.end()), letters));
        }
    }

    /** The last verdict, with those before it that only a comma or a word parts from it: \boxed{A} and \boxed{B}. */
    private SortedSet<String> last(List<Verdict> found, String text) {
        int i = found.size() - 1;
        SortedSet<String> letters = new TreeSet<>(found.get(i).letters());
        while (i > 0 && joins(text, found.get(i - 1).end(), found.get(i).start())) {
            i--;
            letters.addAll(found.get(i).letters());
        }
        return letters;
    }

    private boolean joins(String text, int from, int to) {
        return from <= to && between.matcher(text).region(from, to).matches();
    }

    private SortedSet<String> atLines(String text) {
        SortedSet<String> letters = new TreeSet<>();
        Matcher lines = line.matcher(text);
        while (lines.find()) {
            String letter = lines.group(1) == null ? lines.group(2) : lines.group(1);
            letters.add(letter.toUpperCase(Locale.ROOT));
        }
        return letters;
    }
}
