package dev.hone.grader.judge.ready;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.judge.answer.AnswerSchema;
import dev.hone.grader.judge.form.JudgeSetup;
import dev.hone.grader.judge.prompt.RowValues;
import dev.hone.reward.RewardParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code rag_faithfulness}: claims that the context supports, less those that it contradicts, as a share of all claims. An abstention earns 1
 * where the context has no answer and 0 where it has one; what misses the question earns 0. Citations are checked, not judged: one of a
 * passage that is not there caps the reward.
 */
public final class RagFaithfulness extends ReadyKind {

    private static final String CLAIMS = "claims";
    private static final String VERDICT = "verdict";
    private static final String SUPPORTED = "supported";
    private static final String CONTRADICTED = "contradicted";
    private static final String ANSWERABLE = "context_has_answer";
    private static final String ABSTAINS = "abstains";
    private static final String RELEVANT = "relevant";
    private static final String MET = "is_so";
    private static final String CHECK = "check";

    /** What is not asked. */
    private record Rules(double contradictionPenalty, double citationCap, String citations) {}

    public RagFaithfulness() {
        super("rag_faithfulness", Set.of(RowValues.PROMPT, RowValues.COMPLETION, RowValues.CONTEXT));
    }

    @Override
    ReadyForm.Grading grading(RewardParameters parameters, JudgeSetup setup) {
        Rules rules = new Rules(
                parameters.number("contradictionPenalty", 1, 0, 10),
                parameters.number("citationCap", 0.5, 0, 1),
                parameters.choice("citations", CHECK, Set.of("ignore", CHECK, Citations.REQUIRE)));
        return new ReadyForm.Grading(
                "the share of claims that the context supports, less those that it contradicts, as a judge sees it",
                (input, values) -> {
                    Citations citations = Citations.of(
                            values.data().get(RowValues.COMPLETION).asText(),
                            setup.rows().passages(input),
                            rules.citations());
                    return answer -> assess(answer, citations, rules);
                });
    }

    private static Assessment assess(ObjectNode answer, Citations citations, Rules rules) {
        JsonNode claims = answer.get(CLAIMS);
        double supported = Said.share(claims, claim -> is(claim, SUPPORTED)).orElse(0.0);
        double contradicted =
                Said.share(claims, claim -> is(claim, CONTRADICTED)).orElse(0.0);
        boolean answerable = Said.isSo(answer.get(ANSWERABLE), MET);
        boolean abstains = Said.isSo(answer.get(ABSTAINS), MET);
        boolean relevant = Said.isSo(answer.get(RELEVANT), MET);
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put(SUPPORTED, supported);
        parts.put(CONTRADICTED, contradicted);
        parts.put(ABSTAINS, Said.one(abstains));
        parts.put(ANSWERABLE, Said.one(answerable));
        parts.put(RELEVANT, Said.one(relevant));
        parts.put("citations", Said.one(citations.problem().isEmpty()));
        if (abstains) {
            return new Assessment(
                    Said.one(!answerable),
                    parts,
                    answerable ? "abstains although the context has the answer" : "abstains, rightly");
        }
        if (!relevant) {
            return new Assessment(0, parts, "misses the question: " + Said.reason(answer.get(RELEVANT)));
        }
        double faithful = Math.max(0, supported - rules.contradictionPenalty() * contradicted);
        return citations
                .problem()
                .map(problem -> new Assessment(Math.min(rules.citationCap(), faithful), parts, problem))
                .orElseGet(() -> new Assessment(faithful, parts, why(claims)));
    }

    private static String why(JsonNode claims) {
        return Said.first(claims, "claim", claim -> is(claim, CONTRADICTED))
                .map(claim -> "contradicted: " + claim)
                .or(() -> Said.first(claims, "claim", claim -> !is(claim, SUPPORTED))
                        .map(claim -> "not in the context: " + claim))
                .orElse(claims.isEmpty() ? "makes no claim" : "all " + claims.size() + " claims are supported");
    }

    private static boolean is(JsonNode claim, String verdict) {
        return claim.get(VERDICT).asText().equals(verdict);
    }

    @Override
    ObjectNode schema() {
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        fields.put(ANSWERABLE, Said.reasonAnd(MET));
        fields.put(ABSTAINS, Said.reasonAnd(MET));
        fields.put(RELEVANT, Said.reasonAnd(MET));
        fields.put(
                CLAIMS,
                Said.each("claim", VERDICT, AnswerSchema.oneOf(List.of(SUPPORTED, CONTRADICTED, "not_in_context"))));
        return AnswerSchema.object(fields);
    }
}
