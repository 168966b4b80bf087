package dev.hone.evaluate;

import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.Split;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** Answers to test prompts. */
final class EvaluationRows {

    private EvaluationRows() {}

    /** An answer that earned 1 where it is right, 0 otherwise. */
    static EvaluationRow scored(String dataset, String prompt, String answer, boolean right) {
        return row(dataset, prompt, answer, Optional.of(right), OptionalDouble.of(right ? 1 : 0));
    }

    static EvaluationRow unscored(String dataset, String prompt) {
        return row(dataset, prompt, "?", Optional.empty(), OptionalDouble.empty());
    }

    private static EvaluationRow row(
            String dataset, String prompt, String answer, Optional<Boolean> outcome, OptionalDouble reward) {
        return new EvaluationRow(
                "r",
                1,
                dataset,
                Split.TEST,
                prompt,
                0,
                "sha",
                answer,
                1,
                CompletionParts.answerOnly(answer),
                "end_of_sequence",
                outcome,
                reward,
                reward.isPresent() ? Optional.empty() : Optional.of("the judge is down"),
                "grader",
                Instant.EPOCH);
    }
}
