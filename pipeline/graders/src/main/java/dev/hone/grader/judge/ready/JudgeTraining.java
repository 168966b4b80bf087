package dev.hone.grader.judge.ready;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.judge.answer.AnswerSchema;
import dev.hone.grader.judge.form.JudgeSetup;
import dev.hone.grader.judge.prompt.PromptValues;
import dev.hone.grader.judge.prompt.RowValues;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.grader.LinearPattern;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code judge_training}: trains a policy to compare two answers (AWS's "Instruction following (Judge model training)"). The prompt holds an
 * instruction and two answers, the reference says which is better: 1, 2 or tie. The completion's verdict is compared, not judged: right +0.3,
 * wrong −0.4. The judge says whether the reasoning is valid (+0.2, −0.3), the completion's own reference answer complete (+0.3, −0.2) and its
 * structure right (+0.2, −0.1). The sum is kept between 0 and 1.
 */
public final class JudgeTraining extends ReadyKind {

    private static final String VERDICT = "(?im)^\\W*(?:(?:verdict|winner|better)\\W+)?(1|2|tie)\\W*$";
    private static final String GROUP = "1";
    private static final String MET = "is_so";

    /** What one part adds, or takes away. */
    private record Part(String field, double met, double missed) {}

    private static final Part RIGHT = new Part("verdict", 0.3, -0.4);
    private static final Part REASONING = new Part("reasoning_valid", 0.2, -0.3);
    private static final Part ANSWER = new Part("reference_complete", 0.3, -0.2);
    private static final Part STRUCTURE = new Part("structure_right", 0.2, -0.1);

    public JudgeTraining() {
        super("judge_training", Set.of(RowValues.PROMPT, RowValues.COMPLETION, RowValues.REFERENCE));
    }

    @Override
    ReadyForm.Grading grading(RewardParameters parameters, JudgeSetup setup) {
        LinearPattern pattern = pattern(parameters);
        return new ReadyForm.Grading(
                "how well two answers are compared: the verdict by the reference, the rest as a judge sees it",
                (input, values) -> {
                    boolean right = isRight(values, pattern);
                    return answer -> assess(answer, right);
                });
    }

    private static LinearPattern pattern(RewardParameters parameters) {
        String regex = parameters.text("completionVerdict").orElse(VERDICT);
        try {
            LinearPattern pattern = new LinearPattern(regex);
            if (pattern.hasGroup(GROUP)) {
                return pattern;
            }
            parameters.problem("completionVerdict", "has no group", "Put the verdict into the first group");
        } catch (IllegalArgumentException e) {
            parameters.problem(
                    "completionVerdict", e.getMessage(), "Write a pattern of RE2 with a group for the verdict");
        }
        return new LinearPattern(VERDICT);
    }

    private static boolean isRight(PromptValues values, LinearPattern pattern) {
        String reference = Optional.ofNullable(values.data().get(RowValues.REFERENCE))
                .map(JsonNode::asText)
                .orElseThrow(() ->
                        new IllegalArgumentException("the row has no reference, so no verdict is right or wrong"));
        String expected = new LinearPattern(VERDICT)
                .last(reference, false, GROUP)
                .orElseThrow(() -> new IllegalArgumentException("the reference is not 1, 2 or tie"));
        return pattern.last(values.data().get(RowValues.COMPLETION).asText(), false, GROUP)
                .map(said -> said.toLowerCase(Locale.ROOT).equals(expected.toLowerCase(Locale.ROOT)))
                .orElse(false);
    }

    private static Assessment assess(ObjectNode answer, boolean right) {
        Map<String, Double> components = new LinkedHashMap<>();
        double sum = add(components, RIGHT, right);
        for (Part part : new Part[] {REASONING, ANSWER, STRUCTURE}) {
            sum += add(components, part, Said.isSo(answer.get(part.field()), MET));
        }
        return new Assessment(
                Math.max(0, Math.min(1, sum)),
                components,
                (right ? "right verdict; " : "wrong or no verdict; ") + Said.reason(answer.get(REASONING.field())));
    }

    private static double add(Map<String, Double> components, Part part, boolean met) {
        components.put(part.field(), Said.one(met));
        return met ? part.met() : part.missed();
    }

    @Override
    ObjectNode schema() {
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        for (Part part : new Part[] {REASONING, ANSWER, STRUCTURE}) {
            fields.put(part.field(), Said.reasonAnd(MET));
        }
        return AnswerSchema.object(fields);
    }
}
