package dev.hone.grader.judge.ready;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.judge.answer.AnswerSchema;
import dev.hone.grader.judge.form.JudgeSetup;
import dev.hone.grader.judge.prompt.RowValues;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code reasoning}: 0.4 × right answer + 0.3 × valid steps + 0.15 × terms of the domain + 0.1 × no leaps + 0.05 × clarity. Without both the
 * right answer and valid steps it is at most {@code guessCap}: neither a guess nor sound words around a wrong answer earn more.
 */
public final class Reasoning extends ReadyKind {

    private static final String STEPS = "steps";
    private static final String ANSWER = "answer";
    private static final String VALID = "valid";
    private static final String MET = "is_so";

    private static final double ANSWER_WEIGHT = 0.4;
    private static final double STEPS_WEIGHT = 0.3;
    private static final double TERMS_WEIGHT = 0.15;
    private static final double COMPLETE_WEIGHT = 0.1;
    private static final double CLEAR_WEIGHT = 0.05;

    public Reasoning() {
        super("reasoning", Set.of(RowValues.PROMPT, RowValues.COMPLETION, RowValues.REFERENCE));
    }

    @Override
    JudgeSetup setup(RewardParameters parameters) {
        return JudgeSetup.readShowingReasoning(parameters);
    }

    @Override
    ReadyForm.Grading grading(RewardParameters parameters, JudgeSetup setup) {
        double guessCap = parameters.number("guessCap", 0.5, 0, 1);
        return new ReadyForm.Grading(
                "whether the answer is right and each step to it valid, as a judge sees it; at most " + guessCap
                        + " where one of them is not",
                (input, values) -> {
                    requireReference(input);
                    return answer -> assess(answer, guessCap);
                });
    }

    private static void requireReference(RewardInput input) {
        if (input.reference().isEmpty()) {
            throw new IllegalArgumentException(
                    "the row has no reference, so the judge cannot say whether the answer is right");
        }
    }

    private static Assessment assess(ObjectNode answer, double guessCap) {
        JsonNode steps = answer.get(STEPS);
        double valid = Said.share(steps, step -> Said.isSo(step, VALID)).orElse(0.0);
        boolean right = Said.isSo(answer.get(ANSWER), MET);
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put(ANSWER, Said.one(right));
        parts.put(STEPS, valid);
        parts.put("terms", Said.one(Said.isSo(answer.get("terms_proper"), MET)));
        parts.put("complete", Said.one(Said.isSo(answer.get("no_leaps"), MET)));
        parts.put("clear", Said.one(Said.isSo(answer.get("clear"), MET)));
        double sum = ANSWER_WEIGHT * parts.get(ANSWER)
                + STEPS_WEIGHT * valid
                + TERMS_WEIGHT * parts.get("terms")
                + COMPLETE_WEIGHT * parts.get("complete")
                + CLEAR_WEIGHT * parts.get("clear");
        return new Assessment(right && valid == 1 ? sum : Math.min(guessCap, sum), parts, why(answer, right));
    }

    private static String why(ObjectNode answer, boolean right) {
        String reason = Said.reason(answer.get(ANSWER));
        if (!right) {
            return "wrong answer: " + reason;
        }
        return Said.first(answer.get(STEPS), "step", step -> !Said.isSo(step, VALID))
                .map(step -> "right answer through an invalid step: " + step)
                .orElse(answer.get(STEPS).isEmpty() ? "right answer without a step to it" : "right answer: " + reason);
    }

    @Override
    ObjectNode schema() {
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        fields.put(STEPS, Said.each("step", VALID, AnswerSchema.yesOrNo()));
        fields.put(ANSWER, Said.reasonAnd(MET));
        fields.put("terms_proper", Said.reasonAnd(MET));
        fields.put("no_leaps", Said.reasonAnd(MET));
        fields.put("clear", Said.reasonAnd(MET));
        return AnswerSchema.object(fields);
    }
}
