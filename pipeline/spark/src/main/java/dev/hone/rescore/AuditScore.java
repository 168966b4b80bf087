package dev.hone.rescore;

import dev.hone.schema.EvaluationRow;
import dev.hone.schema.RescoreRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What an audit says about one evaluation.
 *
 * @param reward mean of its rewards; empty where it could score no answer
 * @param errorShare answers that it could not score / all of them
 * @param gap mean of the run's reward less the audit's, over answers that both could score
 */
public record AuditScore(OptionalDouble reward, double errorShare, OptionalDouble gap) {

    /**
     * Scores an evaluation.
     *
     * @param audited the same answers as the audit sees them, at least one
     */
    public static AuditScore of(List<EvaluationRow> answers, List<RescoreRow> audited) {
        Map<String, Double> rewards = new HashMap<>();
        audited.forEach(row ->
                row.result().reward().ifPresent(reward -> rewards.put(row.promptId() + "/" + row.sample(), reward)));
        return new AuditScore(
                rewards.values().stream().mapToDouble(Double::doubleValue).average(),
                1 - rewards.size() / (double) audited.size(),
                answers.stream()
                        .filter(answer -> answer.isScored() && rewards.containsKey(key(answer)))
                        .mapToDouble(answer -> answer.reward().orElseThrow() - rewards.get(key(answer)))
                        .average());
    }

    private static String key(EvaluationRow answer) {
        return answer.promptId() + "/" + answer.sample();
    }
}
