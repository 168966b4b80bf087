package dev.hone.estimate;

import dev.hone.policy.tokenizer.PolicyTokenizer;
import dev.hone.schema.PromptRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long the known answers to the training prompts are, each with its end-of-sequence token.
 *
 * @param what reference answers or logged answers
 * @param tokens lengths, ascending; at least one
 */
public record AnswerLengths(String what, int[] tokens) {

    /** Prompts that are looked at: enough for an estimate. */
    private static final int PROMPTS = 500;

    /** The logged answers, which are what a model writes, or else the reference answers; empty where there are neither. */
    public static Optional<AnswerLengths> of(List<PromptRow> prompts, PolicyTokenizer tokenizer) {
        return lengths("logged answers", prompts, PromptRow::loggedAnswer, tokenizer)
                .or(() -> lengths("reference answers", prompts, PromptRow::referenceAnswer, tokenizer));
    }

    private static Optional<AnswerLengths> lengths(
            String what,
            List<PromptRow> prompts,
            Function<PromptRow, Optional<String>> answer,
            PolicyTokenizer tokenizer) {
        int[] tokens = prompts.stream()
                .limit(PROMPTS)
                .flatMap(prompt -> answer.apply(prompt).stream())
                .mapToInt(text -> tokenizer.encode(text).length + 1)
                .sorted()
                .toArray();
        return tokens.length == 0 ? Optional.empty() : Optional.of(new AnswerLengths(what, tokens));
    }

    public int longest() {
        return tokens[tokens.length - 1];
    }

    /** Share of the answers that are longer than a limit. */
    public double shareAbove(int limit) {
        int above = 0;
        for (int length : tokens) {
            above += length > limit ? 1 : 0;
        }
        return above / (double) tokens.length;
    }
}
