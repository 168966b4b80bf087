package dev.hone.reward.grader.math;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

/** Brings the many ways to write the same signs to one: ASCII operators, LaTeX commands without layout. */
final class Notation {

    /** Signs that compatibility forms would spoil: ½ would read as 1/2 glued to a digit before it, x² as x2. */
    private static final Map<Integer, String> SIGNS = Map.ofEntries(
            Map.entry((int) '\u00bd', " 1/2"),
            Map.entry((int) '\u00bc', " 1/4"),
            Map.entry((int) '\u00be', " 3/4"),
            Map.entry((int) '\u2153', " 1/3"),
            Map.entry((int) '\u2154', " 2/3"),
            Map.entry((int) '\u00b2', "^2"),
            Map.entry((int) '\u00b3', "^3"),
            Map.entry((int) '\u2212', "-"),
            Map.entry((int) '\u2013', "-"),
            Map.entry((int) '\u00d7', "*"),
            Map.entry((int) '\u00b7', "*"),
            Map.entry((int) '\u22c5', "*"),
            Map.entry((int) '\u00f7', "/"),
            Map.entry((int) '\u2044', "/"),
            Map.entry((int) '\u2264', "<="),
            Map.entry((int) '\u2265', ">="),
            Map.entry((int) '\u2260', "!="),
            Map.entry((int) '\u221e', " infinity "),
            Map.entry((int) '\u03c0', " pi "),
            Map.entry((int) '\u221a', " sqrt "),
            Map.entry((int) '\u222a', "\\cup "),
            Map.entry((int) '\u2205', "\\emptyset "),
            Map.entry((int) '\u211d', "\\mathbb{R}"),
            Map.entry((int) '\u00b1', "\\pm "),
            Map.entry((int) '\u00ba', "\u00b0"),
            Map.entry((int) '\u200b', ""),
            Map.entry((int) '\ufeff', ""));

    private record Rule(Pattern pattern, String replacement) {

        static Rule of(String regex, String replacement) {
            return new Rule(Pattern.compile(regex), replacement);
        }
    }

    /** Applied in this order; none has nested repetition. */
    private static final Rule[] RULES = {
        Rule.of("\\\\(?:left|right|bigl|bigr|Bigl|Bigr|big|Big)(?![a-zA-Z])\\.?", ""),
        Rule.of("\\\\(?:displaystyle|limits)(?![a-zA-Z])", ""),
        Rule.of("(?<=\\d)(?:\\{,\\}|\\\\[,!]|'|\\{\\\\,\\})(?=\\d{3}(?!\\d))", ","),
        Rule.of("(?<!\\\\)\\\\[,;:! ]|~|\\\\q?quad(?![a-zA-Z])", " "),
        Rule.of("\\^\\{?\\\\circ\\}?|\\\\degree(?![a-zA-Z])", "\u00b0"),
        Rule.of("\\\\mathbb\\{R\\}|\\\\mathbb R|\\\\R(?![a-zA-Z])", "\\\\reals "),
        Rule.of("\\\\%|\\bpercent\\b|\\bper cent\\b", "%"),
        Rule.of("\\\\(?:fbox|boxed)(?![a-zA-Z])", ""),
        Rule.of("\\\\(?:text|mathrm|textbf|mathbf|operatorname|mbox)\\{\\s*(and|or)\\s*\\}", " $1 "),
        Rule.of("(?<=\\d)\\s+million\\b", "*10^6"),
        Rule.of("(?<=\\d)\\s+billion\\b", "*10^9"),
        Rule.of("(?<=\\d)\\s+thousand\\b", "*10^3"),
        Rule.of("\\\\\\$", "\\$"),
    };

    private Notation() {}

    static String plain(String text) {
        StringBuilder signs = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            String sign = SIGNS.get(c);
            if (sign == null) {
                signs.appendCodePoint(c);
            } else {
                signs.append(sign);
            }
        });
        String plain = Normalizer.normalize(signs, Normalizer.Form.NFKC);
        for (Rule rule : RULES) {
            plain = rule.pattern().matcher(plain).replaceAll(rule.replacement());
        }
        return plain.strip();
    }
}
