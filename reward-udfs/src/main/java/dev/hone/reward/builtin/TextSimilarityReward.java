package dev.hone.reward.builtin;

import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import dev.hone.reward.grader.TextNormalizer;
import dev.hone.reward.grader.TextSimilarity;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code text_similarity}: how like the reference an answer is, from 0 to 1; a success from {@code threshold} on. */
public final class TextSimilarityReward implements RewardKind {

    private static final int REVISION = 1;

    @Override
    public String kind() {
        return "text_similarity";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        Map<String, TextSimilarity> measures = new LinkedHashMap<>();
        Arrays.stream(TextSimilarity.values()).forEach(measure -> measures.put(measure.kind(), measure));
        String measure = parameters.choice("measure", TextSimilarity.FUZZY_MATCH.kind(), measures.keySet());
        return new Similarity(
                parameters.version(REVISION),
                measures.get(measure),
                parameters.flag("normalize", false),
                parameters.number("threshold", 1, 0, 1),
                ReferenceText.read(parameters));
    }

    private record Similarity(
            String version, TextSimilarity measure, boolean normalize, double threshold, ReferenceText references)
            implements RewardFunction {

        /** Rounding can leave the similarity of equal texts a hair below 1. */
        private static final double ROUNDING = 1e-9;

        @Override
        public String name() {
            return "text_similarity";
        }

        @Override
        public String description() {
            return "how like the reference answer the answer is, from 0 to 1, measured by " + measure.kind();
        }

        @Override
        public RewardResult score(RewardInput input) {
            return references.compared(input, reference -> scored(input.completion(), reference));
        }

        private RewardResult scored(String completion, String reference) {
            if (reference.length() > TextSimilarity.MAX_CHARACTERS) {
                return RewardResult.failed("the reference is longer than " + TextSimilarity.MAX_CHARACTERS
                        + " characters, too long to be compared");
            }
            if (completion.length() > TextSimilarity.MAX_CHARACTERS) {
                return RewardResult.of(
                        0, false, "the answer is longer than " + TextSimilarity.MAX_CHARACTERS + " characters");
            }
            double similarity = Math.min(1, measure.of(prepared(reference), prepared(completion)));
            return RewardResult.of(
                    similarity, similarity >= threshold - ROUNDING, measure.kind() + " " + Excerpt.of(similarity));
        }

        private String prepared(String text) {
            return normalize ? TextNormalizer.STANDARD.normalize(text) : text;
        }
    }
}
