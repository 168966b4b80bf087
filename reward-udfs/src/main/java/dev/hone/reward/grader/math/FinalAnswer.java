package dev.hone.reward.grader.math;

import dev.hone.reward.grader.NumberReading;
import dev.hone.reward.grader.Thought;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer that a text ends with: the last {@code \boxed{}}, else {@code <answer>}, {@code ####}, "the answer is"; else the whole text if
 * it is a formula; else the last formula between dollar signs or the last number, whichever comes later. Only one is taken: a text cannot
 * try several.
 *
 * @param text what was taken, as it was written; empty if there is none
 * @param meaning what it says; empty if it cannot be read
 */
public record FinalAnswer(String text, Optional<MathAnswer> meaning) {

    /** Where there is no marker, only so much of the end is searched. */
    private static final int TAIL = 4_000;

    private static final Pattern MARKER =
            Pattern.compile("(?i)\\banswers?\\b[\"'*_`]{0,4}\\s{0,4}(?:is|are|:|=)[\"'*_`:]{0,4}");
    private static final Pattern SENTENCE_END = Pattern.compile("\\.\\s|\n");
    private static final Pattern QUESTION_START = Pattern.compile("[.!?:]\\s|\n");
    private static final FinalAnswer NONE = new FinalAnswer("", Optional.empty());

    /** Finds and reads it. */
    public static FinalAnswer of(String completion) {
        String text = Thought.after(completion);
        Optional<String> boxed = Boxes.last(text);
        if (boxed.isPresent()) {
            return read(boxed.get());
        }
        Optional<String> marked = marked(text);
        if (marked.isPresent()) {
            return read(marked.get());
        }
        return read(withoutQuestion(text.substring(Math.max(0, text.length() - TAIL))));
    }

    /** Who repeats the question has not answered it: "What is 3 + 4?" is not 7. */
    private static String withoutQuestion(String text) {
        String rest = text.stripTrailing();
        while (rest.endsWith("?")) {
            Matcher boundary = QUESTION_START.matcher(rest.substring(0, rest.length() - 1));
            int start = 0;
            while (boundary.find()) {
                start = boundary.end();
            }
            rest = rest.substring(0, start).stripTrailing();
        }
        return rest;
    }

    private static Optional<String> marked(String text) {
        int tag = text.lastIndexOf("<answer>");
        if (tag >= 0) {
            String rest = text.substring(tag + "<answer>".length());
            int end = rest.indexOf("</answer>");
            return Optional.of(end < 0 ? rest : rest.substring(0, end));
        }
        int hashes = text.lastIndexOf("####");
        if (hashes >= 0) {
            return Optional.of(line(text.substring(hashes + "####".length())));
        }
        String tail = text.substring(Math.max(0, text.length() - TAIL));
        Matcher marker = MARKER.matcher(tail);
        int end = -1;
        while (marker.find()) {
            end = marker.end();
        }
        return end < 0
                ? Optional.empty()
                : Optional.of(sentence(tail.substring(end).strip()));
    }

    private static String sentence(String rest) {
        for (String[] display : new String[][] {{"$$", "$$"}, {"\\[", "\\]"}, {"```", "```"}}) {
            int close = rest.indexOf(display[1], 2);
            if (rest.startsWith(display[0]) && close > 0) {
                return rest.substring(display[0].length(), close);
            }
        }
        Matcher end = SENTENCE_END.matcher(rest);
        return end.find() ? rest.substring(0, end.start()) : rest;
    }

    private static FinalAnswer read(String written) {
        String bare = bare(written.substring(0, Math.min(TAIL, written.length())));
        if (bare.isEmpty()) {
            return NONE;
        }
        Optional<MathAnswer> whole = parsed(bare);
        if (whole.isPresent()) {
            return new FinalAnswer(bare, whole);
        }
        Optional<MathRegion> region = MathRegion.last(bare);
        if (region.isPresent()) {
            String rest = bare.substring(region.get().end());
            if (rest.chars().noneMatch(Character::isDigit)) {
                Optional<MathAnswer> formula = parsed(bare(region.get().text()));
                if (formula.isPresent() || region.get().text().contains("\\")) {
                    return new FinalAnswer(region.get().text(), formula);
                }
            } else if (!rest.contains("\\")) {
                return lastNumber(rest);
            }
        }
        return bare.contains("\\") ? new FinalAnswer(bare, Optional.empty()) : lastNumber(bare);
    }

    private static FinalAnswer lastNumber(String text) {
        Optional<NumberRun> run = NumberRun.last(text);
        if (run.isPresent()) {
            for (String candidate : run.get().candidates()) {
                Optional<MathAnswer> meaning = parsed(candidate);
                if (meaning.isPresent()) {
                    return new FinalAnswer(candidate, meaning);
                }
            }
        }
        return NumberReading.last(text, '.')
                .flatMap(NumberReading.Found::value)
                .map(number -> new FinalAnswer(number.toString(), parsed(number.toString())))
                .orElse(new FinalAnswer(text, Optional.empty()));
    }

    private static Optional<MathAnswer> parsed(String text) {
        try {
            return Optional.of(AnswerParser.parse(text));
        } catch (UnreadableException | UncomputableException notMathematics) {
            return Optional.empty();
        }
    }

    private static String bare(String written) {
        return written.replaceAll("</?(?:b|i|em|strong|p|code|span)>|```[a-z]{0,10}\\s", " ")
                .replaceAll("^[\\s*_`\"']+|[\\s*_`\"'.,;:]+$", "");
    }

    private static String line(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
