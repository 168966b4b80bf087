package dev.hone.grader.judge.ready;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.judge.answer.AnswerSchema;
import dev.hone.grader.judge.form.JudgeSetup;
import dev.hone.grader.judge.prompt.PromptValues;
import dev.hone.grader.judge.prompt.RowValues;
import dev.hone.reward.RewardParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code summarization}: 0.35 × claims that the dialogue supports + 0.35 × key points that are covered + 0.1 × claims with the right speaker
 * + 0.1 × coherence + 0.05 × concision + 0.05 × own words. One claim that is made up caps all at {@code fabricationCap}. Concision and own
 * words are computed, not asked: inside the allowed length every length is worth the same.
 */
public final class Summarization extends ReadyKind {

    private static final String CLAIMS = "claims";
    private static final String POINTS = "key_points";
    private static final String COHERENT = "coherent";
    private static final String SUPPORTED = "supported";
    private static final String SPEAKER = "speaker_right";
    private static final String COVERED = "covered";

    private static final double CONSISTENCY_WEIGHT = 0.35;
    private static final double COVERAGE_WEIGHT = 0.35;
    private static final double SPEAKERS_WEIGHT = 0.1;
    private static final double COHERENCE_WEIGHT = 0.1;
    private static final double CONCISION_WEIGHT = 0.05;
    private static final double OWN_WORDS_WEIGHT = 0.05;

    /** What is not asked. */
    private record Limits(double fabricationCap, double maxLengthRatio, double maxCopiedShare) {}

    public Summarization() {
        super("summarization", Set.of(RowValues.PROMPT, RowValues.COMPLETION));
    }

    @Override
    ReadyForm.Grading grading(RewardParameters parameters, JudgeSetup setup) {
        Limits limits = new Limits(
                parameters.number("fabricationCap", 0.3, 0, 1),
                parameters.number("maxLengthRatio", 0.5, 0.01, 1),
                parameters.number("maxCopiedShare", 0.5, 0, 1));
        return new ReadyForm.Grading(
                "how true and complete a summary of the dialogue is, as a judge sees it; at most "
                        + limits.fabricationCap() + " with anything made up",
                (input, values) -> answer -> assess(answer, values, limits));
    }

    private static Assessment assess(ObjectNode answer, PromptValues values, Limits limits) {
        JsonNode claims = answer.get(CLAIMS);
        JsonNode points = answer.get(POINTS);
        WordOverlap overlap = WordOverlap.of(
                values.data().get(RowValues.PROMPT).asText(),
                values.data().get(RowValues.COMPLETION).asText());
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put(
                "consistency",
                Said.share(claims, claim -> Said.isSo(claim, SUPPORTED)).orElse(0.0));
        parts.put(
                "coverage",
                Said.share(points, point -> Said.isSo(point, COVERED)).orElse(1.0));
        parts.put(
                "speakers",
                Said.share(claims, claim -> Said.isSo(claim, SPEAKER)).orElse(0.0));
        parts.put("coherence", Said.one(Said.isSo(answer.get(COHERENT), "is_so")));
        parts.put("concision", Said.one(overlap.lengthRatio() <= limits.maxLengthRatio()));
        parts.put("own_words", Said.one(overlap.copiedShare() <= limits.maxCopiedShare()));
        double sum = CONSISTENCY_WEIGHT * parts.get("consistency")
                + COVERAGE_WEIGHT * parts.get("coverage")
                + SPEAKERS_WEIGHT * parts.get("speakers")
                + COHERENCE_WEIGHT * parts.get("coherence")
                + CONCISION_WEIGHT * parts.get("concision")
                + OWN_WORDS_WEIGHT * parts.get("own_words");
        boolean fabricates = Said.count(claims, claim -> !Said.isSo(claim, SUPPORTED)) > 0;
        return new Assessment(fabricates ? Math.min(limits.fabricationCap(), sum) : sum, parts, why(claims, points));
    }

    private static String why(JsonNode claims, JsonNode points) {
        return Said.first(claims, "claim", claim -> !Said.isSo(claim, SUPPORTED))
                .map(claim -> "made up: " + claim)
                .or(() -> Said.first(points, "point", point -> !Said.isSo(point, COVERED))
                        .map(point -> "left out: " + point))
                .orElse("every claim is supported and every key point covered");
    }

    @Override
    ObjectNode schema() {
        Map<String, ObjectNode> claim = new LinkedHashMap<>();
        claim.put("claim", AnswerSchema.text());
        claim.put("reason", AnswerSchema.text());
        List.of(SUPPORTED, SPEAKER).forEach(field -> claim.put(field, AnswerSchema.yesOrNo()));
        Map<String, ObjectNode> fields = new LinkedHashMap<>();
        fields.put(POINTS, Said.each("point", COVERED, AnswerSchema.yesOrNo()));
        fields.put(CLAIMS, AnswerSchema.list(AnswerSchema.object(claim)));
        fields.put(COHERENT, Said.reasonAnd("is_so"));
        return AnswerSchema.object(fields);
    }
}
