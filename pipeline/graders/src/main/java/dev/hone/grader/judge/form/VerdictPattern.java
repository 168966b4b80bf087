package dev.hone.grader.judge.form;

import dev.hone.grader.judge.answer.AnswerReader;
import dev.hone.grader.judge.answer.PatternAnswer;
import dev.hone.grader.judge.prompt.PromptParameter;
import dev.hone.reward.RewardParameters;
import java.util.Optional;

/** Reads the parameter {@code verdictPattern}: where the verdict is in answers that a prompt of one's own asks for in words. */
final class VerdictPattern {

    private static final String KEY = "verdictPattern";

    private VerdictPattern() {}

    static <V> Optional<AnswerReader<V>> read(RewardParameters parameters, PatternAnswer.Verdict<V> verdict) {
        return parameters.text(KEY).flatMap(regex -> {
            if (!parameters.has(PromptParameter.KEY)) {
                parameters.problem(
                        KEY,
                        "needs a prompt that asks for such an answer",
                        "Name a text file with " + PromptParameter.KEY + ", or leave " + KEY + " out");
            }
            try {
                return Optional.of(new PatternAnswer<>(regex, verdict));
            } catch (IllegalArgumentException e) {
                parameters.problem(KEY, e.getMessage(), "Write a pattern of RE2 whose first group is the verdict");
                return Optional.empty();
            }
        });
    }
}
