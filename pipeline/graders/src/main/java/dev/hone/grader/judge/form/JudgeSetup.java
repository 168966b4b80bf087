package dev.hone.grader.judge.form;

import dev.hone.grader.chat.ChatModel;
import dev.hone.grader.chat.ChatModels;
import dev.hone.grader.judge.ask.Judge;
import dev.hone.grader.judge.prompt.RowValues;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What all judges need.
 *
 * @param judge who is asked
 * @param rows how rows are read
 * @param criteria the author's own words on what is good; empty where there are none
 * @param maxTokens room for an answer; empty: as much as the form needs
 * @param threshold success from this reward on; empty: nothing is said about success
 */
public record JudgeSetup(
        Judge judge, RowValues rows, String criteria, Optional<Integer> maxTokens, OptionalDouble threshold) {

    private static final int MAX_VOTES = 15;
    private static final int MAX_TOKENS = 100_000;
    private static final String TOKENS = "maxTokens";
    private static final String THRESHOLD = "threshold";

    /** Reads {@code model} and the parameters that all judges share. */
    public static JudgeSetup read(RewardParameters parameters) {
        return read(parameters, RowValues.read(parameters, false));
    }

    /** The same for a judge that sees the reasoning of completions unless it is hidden. */
    public static JudgeSetup readShowingReasoning(RewardParameters parameters) {
        return read(parameters, RowValues.read(parameters, true));
    }

    private static JudgeSetup read(RewardParameters parameters, RowValues rows) {
        ChatModel model = model(parameters);
        int votes = wholeNumber(parameters, "votes", 1, MAX_VOTES);
        double temperature = parameters.number("temperature", 0, 0, 2);
        return new JudgeSetup(
                new Judge(model, votes, temperature),
                rows,
                parameters.text("criteria").orElse("").strip(),
                parameters.has(TOKENS) ? Optional.of(wholeNumber(parameters, TOKENS, 1, MAX_TOKENS)) : Optional.empty(),
                parameters.has(THRESHOLD)
                        ? OptionalDouble.of(parameters.number(THRESHOLD, 1, -1e6, 1e6))
                        : OptionalDouble.empty());
    }

    /** The result with its outcome, where success has a meaning. */
    public RewardResult withOutcome(RewardResult result) {
        return threshold.isEmpty() || result.reward().isEmpty()
                ? result
                : new RewardResult(
                        result.reward(),
                        result.components(),
                        result.metrics(),
                        Optional.of(result.reward().getAsDouble() >= threshold.getAsDouble()),
                        result.explanation(),
                        result.error(),
                        result.costMicroUsd(),
                        result.latencyMillis());
    }

    private static ChatModel model(RewardParameters parameters) {
        return parameters.section("model").map(ChatModels::from).orElseGet(() -> {
            if (!parameters.values().containsKey("model")) {
                parameters.problem("model", "is missing", "Say who judges: a section with endpoint and name");
            }
            return new NoModel();
        });
    }

    private static int wholeNumber(RewardParameters parameters, String key, int least, int greatest) {
        double number = parameters.number(key, least, least, greatest);
        if (number != Math.rint(number)) {
            parameters.problem(key, "must be a whole number, got " + number, "Write it without a fraction");
        }
        return (int) number;
    }
}
