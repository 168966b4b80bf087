package dev.hone.reward.builtin;

import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import dev.hone.reward.grader.LabelSearch;
import dev.hone.reward.grader.TextSimilarity;
import java.util.List;
import java.util.Optional;

/**
 * {@code label_match}: 1 if the answer names one label, once, and it is the reference's. An answer that names several is wrong: else a
 * policy would learn to name them all.
 */
public final class LabelMatch implements RewardKind {

    private static final int REVISION = 1;

    @Override
    public String kind() {
        return "label_match";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        List<String> labels = parameters.texts("labels").orElse(List.of());
        LabelSearch search = new LabelSearch(List.of());
        if (labels.isEmpty()) {
            parameters.problem("labels", "is missing or empty", "List the labels that an answer can name");
        } else {
            try {
                search = new LabelSearch(labels);
            } catch (IllegalArgumentException e) {
                parameters.problem("labels", e.getMessage(), "Choose other labels");
            }
        }
        return new Match(
                parameters.version(REVISION),
                search,
                parameters.flag("wholeAnswer", false),
                parameters.flag("allowRepeats", false),
                parameters.number("partialCredit", 0, 0, 1),
                ReferenceText.read(parameters));
    }

    private record Match(
            String version,
            LabelSearch search,
            boolean wholeAnswer,
            boolean allowRepeats,
            double partialCredit,
            ReferenceText references)
            implements RewardFunction {

        @Override
        public String name() {
            return "label_match";
        }

        @Override
        public String description() {
            String credit = partialCredit == 0 ? "" : ", up to " + partialCredit + " for a similar answer";
            return "1 where the answer names the reference answer's label and no other" + credit + ", else 0";
        }

        @Override
        public RewardResult score(RewardInput input) {
            return references.compared(input, reference -> scored(input.completion(), reference));
        }

        private RewardResult scored(String completion, String reference) {
            Optional<String> expected = search.equalTo(reference);
            if (expected.isEmpty()) {
                return RewardResult.failed("the reference is none of the labels: " + Excerpt.of(reference));
            }
            return compare(completion, expected.get());
        }

        private RewardResult compare(String completion, String expected) {
            List<String> named = search.namedIn(completion);
            List<String> different = named.stream().distinct().toList();
            if (different.size() > 1) {
                return result(0, 0, "several labels are named: " + Excerpt.of(String.join(", ", different)));
            }
            if (named.size() > 1 && !allowRepeats) {
                return result(0, 0, different.get(0) + " is named " + named.size() + " times");
            }
            Optional<String> label = wholeAnswer
                    ? search.equalTo(completion)
                    : different.stream().findFirst();
            if (label.filter(expected::equals).isPresent()) {
                return result(1, 0, "named " + expected);
            }
            String explanation = label.map(wrong -> "named " + wrong + " instead of " + expected)
                    .orElse(wholeAnswer && !named.isEmpty() ? "the answer is more than a label" : "no label is named");
            return partial(completion, expected, explanation);
        }

        private RewardResult partial(String completion, String expected, String explanation) {
            if (partialCredit == 0) {
                return result(0, 0, explanation);
            }
            double similarity = TextSimilarity.FUZZY_MATCH.of(expected.strip(), completion.strip());
            return result(0, partialCredit * similarity, explanation + "; similarity " + Excerpt.of(similarity));
        }

        private RewardResult result(double label, double similarity, String explanation) {
            return new Credit("label", "similarity", partialCredit > 0).result(label, similarity, explanation);
        }
    }
}
