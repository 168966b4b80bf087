package dev.hone.reward.grader;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * BLEU of one sentence as sacrebleu computes it: n-grams up to 4, effective order, tokenizer 13a, exponential smoothing, case counts (K.
 * Papineni et al., ACL P02-1040; M. Post, W18-6319). From 0 to 1.
 */
final class Bleu {

    private static final int MAX_ORDER = 4;
    private static final Pattern SYMBOL = Pattern.compile("([\\{-\\~\\[-\\` -\\&\\(-\\+\\:-\\@\\/])");
    private static final Pattern STOP_AFTER_TEXT = Pattern.compile("([^0-9])([\\.,])");
    private static final Pattern STOP_BEFORE_TEXT = Pattern.compile("([\\.,])([^0-9])");
    private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

    private Bleu() {}

    static double of(String reference, String candidate) {
        List<String> expected = tokens(reference);
        List<String> given = tokens(candidate);
        double logSum = 0;
        double smoothing = 1;
        int order = 0;
        boolean any = false;
        for (int n = 1; n <= MAX_ORDER && given.size() >= n; n++) {
            int total = given.size() - n + 1;
            int correct = correct(expected, given, n);
            any |= correct > 0;
            smoothing = correct == 0 ? smoothing * 2 : smoothing;
            logSum += Math.log(correct == 0 ? 1 / (smoothing * total) : (double) correct / total);
            order = n;
        }
        return any ? brevityPenalty(expected.size(), given.size()) * Math.exp(logSum / order) : 0;
    }

    private static int correct(List<String> expected, List<String> given, int n) {
        Map<List<String>, Integer> wanted = Tokens.ngrams(expected, n);
        return Tokens.shared(Tokens.ngrams(given, n), wanted);
    }

    private static double brevityPenalty(int referenceTokens, int candidateTokens) {
        return candidateTokens >= referenceTokens ? 1 : Math.exp(1 - (double) referenceTokens / candidateTokens);
    }

    /** The tokenizer of mteval-v13a. */
    private static List<String> tokens(String text) {
        String line = text.replace("<skipped>", "").replace("-\n", "").replace('\n', ' ');
        if (line.indexOf('&') >= 0) {
            line = line.replace("&quot;", "\"")
                    .replace("&amp;", "&")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">");
        }
        line = SYMBOL.matcher(" " + line + " ").replaceAll(" $1 ");
        line = STOP_AFTER_TEXT.matcher(line).replaceAll("$1 $2 ");
        line = STOP_BEFORE_TEXT.matcher(line).replaceAll(" $1 $2");
        return Tokens.words(DASH_AFTER_DIGIT.matcher(line).replaceAll("$1 $2 "));
    }
}
