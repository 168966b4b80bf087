package dev.hone.grader.openai;

import dev.hone.grader.contract.GradedSample;
import dev.hone.grader.contract.LambdaContract;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import dev.hone.reward.grader.TextSimilarity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** {@code text_similarity}: how like each other two texts are, from 0 to 1. */
record SimilarityGrader(TextSimilarity measure, RowTemplate input, RowTemplate reference, OptionalDouble passThreshold)
        implements Grader {

    private static final String METRIC = "evaluation_metric";
    private static final String COSINE = "cosine";

    /** Those of OpenAI; cosine needs embeddings. */
    private static final List<TextSimilarity> MEASURES = List.of(
            TextSimilarity.FUZZY_MATCH,
            TextSimilarity.BLEU,
            TextSimilarity.GLEU,
            TextSimilarity.METEOR,
            TextSimilarity.ROUGE_1,
            TextSimilarity.ROUGE_2,
            TextSimilarity.ROUGE_3,
            TextSimilarity.ROUGE_4,
            TextSimilarity.ROUGE_5,
            TextSimilarity.ROUGE_L);

    static SimilarityGrader read(RewardParameters parameters) {
        return new SimilarityGrader(
                measure(parameters),
                RowTemplate.read(parameters, "input"),
                RowTemplate.read(parameters, "reference"),
                LambdaContract.passThreshold(parameters, "pass_threshold"));
    }

    private static TextSimilarity measure(RewardParameters parameters) {
        Map<String, TextSimilarity> measures = new LinkedHashMap<>();
        MEASURES.forEach(measure -> measures.put(measure.kind(), measure));
        if (parameters.requiredText(METRIC).equals(COSINE)) {
            parameters.problem(
                    METRIC,
                    "cosine compares embeddings, which OpenAI does not allow for reinforcement fine-tuning either",
                    "Use one of " + String.join(", ", measures.keySet()));
            return TextSimilarity.FUZZY_MATCH;
        }
        return measures.get(parameters.choice(METRIC, TextSimilarity.FUZZY_MATCH.kind(), measures.keySet()));
    }

    @Override
    public List<RewardResult> grade(List<GradedSample> samples) {
        return samples.stream()
                .map(sample -> Scores.attempt(() -> grade(sample)))
                .toList();
    }

    private RewardResult grade(GradedSample sample) {
        String given = input.render(sample);
        String expected = reference.render(sample);
        if (Stream.of(given, expected).anyMatch(text -> text.length() > TextSimilarity.MAX_CHARACTERS)) {
            throw new GraderException(
                    GraderException.OTHER,
                    "texts longer than " + TextSimilarity.MAX_CHARACTERS + " characters are not compared");
        }
        return Scores.of(Math.min(1, measure.of(expected, given)), passThreshold, measure.kind());
    }
}
