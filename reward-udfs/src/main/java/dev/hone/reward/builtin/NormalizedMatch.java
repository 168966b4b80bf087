package dev.hone.reward.builtin;

import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import dev.hone.reward.grader.TextNormalizer;

/** {@code normalized_match}: 1 if answer and reference are equal after normalising, else 0. */
public final class NormalizedMatch implements RewardKind {

    private static final int REVISION = 1;

    @Override
    public String kind() {
        return "normalized_match";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        TextNormalizer normalizer = new TextNormalizer(
                parameters.flag("ignoreCase", true),
                parameters.flag("ignorePunctuation", true),
                parameters.flag("ignoreArticles", false));
        return new Match(parameters.version(REVISION), normalizer, ReferenceText.read(parameters));
    }

    private record Match(String version, TextNormalizer normalizer, ReferenceText references)
            implements RewardFunction {

        @Override
        public String name() {
            return "normalized_match";
        }

        @Override
        public String description() {
            return "1 where the answer is the reference answer, apart from case, punctuation and the like, else 0";
        }

        @Override
        public RewardResult score(RewardInput input) {
            return references.compared(input, reference -> scored(input.completion(), reference));
        }

        private RewardResult scored(String completion, String reference) {
            boolean right = normalizer.normalize(completion).equals(normalizer.normalize(reference));
            String explanation = right
                    ? "equal to the reference"
                    : "\"" + Excerpt.of(completion) + "\" is not \"" + Excerpt.of(reference) + "\"";
            return RewardResult.of(right ? 1 : 0, right, explanation);
        }
    }
}
