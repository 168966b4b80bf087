package dev.hone.grader.judge.ready;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.judge.answer.AnswerSchema;
import dev.hone.grader.judge.form.JudgeSetup;
import dev.hone.grader.judge.prompt.RowValues;
import dev.hone.reward.RewardParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code instruction_following}: the share of an instruction's demands that the completion meets, 0 where it refuses or misses the topic. The
 * judge takes the instruction apart; each demand counts the same.
 */
public final class InstructionFollowing extends ReadyKind {

    private static final String REQUIREMENTS = "requirements";
    private static final String REFUSES = "refuses";
    private static final String OFF_TOPIC = "off_topic";
    private static final String MET = "met";

    public InstructionFollowing() {
        super("instruction_following", Set.of(RowValues.PROMPT, RowValues.COMPLETION));
    }

    @Override
    ReadyForm.Grading grading(RewardParameters parameters, JudgeSetup setup) {
        return new ReadyForm.Grading(
                "the share of the instruction's demands that a judge sees met, 0 where the completion refuses or misses the topic",
                (input, values) -> InstructionFollowing::assess);
    }

    private static Assessment assess(ObjectNode answer) {
        JsonNode requirements = answer.get(REQUIREMENTS);
        boolean refuses = Said.isSo(answer.get(REFUSES), "is_so");
        boolean offTopic = Said.isSo(answer.get(OFF_TOPIC), "is_so");
        double share = Said.share(requirements, requirement -> Said.isSo(requirement, MET))
                .orElseThrow(() -> new IllegalStateException("the judge found no demand in the instruction"));
        Map<String, Double> components = new LinkedHashMap<>();
        components.put("requirements_met", share);
        components.put(REFUSES, Said.one(refuses));
        components.put(OFF_TOPIC, Said.one(offTopic));
        if (refuses || offTopic) {
            return new Assessment(
                    0,
                    components,
                    refuses
                            ? "refuses: " + Said.reason(answer.get(REFUSES))
                            : "misses the topic: " + Said.reason(answer.get(OFF_TOPIC)));
        }
        return new Assessment(
                share,
                components,
                Said.first(requirements, "requirement", requirement -> !Said.isSo(requirement, MET))
                        .map(missed -> "not met: " + missed)
                        .orElse("all " + requirements.size() + " demands are met"));
    }

    @Override
    ObjectNode schema() {
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        fields.put(
                REQUIREMENTS,
                Said.each("requirement", MET, AnswerSchema.yesOrNo()).put("minItems", 1));
        fields.put(REFUSES, Said.reasonAnd("is_so"));
        fields.put(OFF_TOPIC, Said.reasonAnd("is_so"));
        return AnswerSchema.object(fields);
    }
}
