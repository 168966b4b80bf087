package dev.hone.reward.builtin;

import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import dev.hone.reward.grader.choice.ChosenLetters;
import java.util.SortedSet;

/** {@code multiple_choice}: 1 if the completion chooses the reference's letter and no other. */
public final class MultipleChoice implements RewardKind {

    private static final int REVISION = 1;
    private static final int STANDARD_CHOICES = 4;

    @Override
    public String kind() {
        return "multiple_choice";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        double choices = parameters.number("choices", STANDARD_CHOICES, 2, 26);
        if (choices != Math.rint(choices)) {
            parameters.problem("choices", "must be a whole number, got " + choices, "Write how many letters there are");
        }
        return new Match(
                parameters.version(REVISION),
                (int) choices,
                new ChosenLetters((int) choices),
                ReferenceText.read(parameters));
    }

    private record Match(String version, int choices, ChosenLetters letters, ReferenceText references)
            implements RewardFunction {

        @Override
        public String name() {
            return "multiple_choice";
        }

        @Override
        public String description() {
            return "1 where the completion chooses the letter of the reference answer and no other, else 0";
        }

        @Override
        public RewardResult score(RewardInput input) {
            return references.compared(input, reference -> scored(input.completion(), reference));
        }

        private RewardResult scored(String completion, String reference) {
            SortedSet<String> expected = letters.of(reference);
            if (expected.size() != 1) {
                return RewardResult.failed("the reference is not one letter from A to " + (char) ('A' + choices - 1)
                        + ": " + Excerpt.of(reference));
            }
            SortedSet<String> chosen = letters.of(completion);
            if (chosen.size() == 1) {
                boolean right = chosen.equals(expected);
                String instead = right ? "" : " instead of " + expected.first();
                return RewardResult.of(right ? 1 : 0, right, "chose " + chosen.first() + instead);
            }
            return RewardResult.of(
                    0,
                    false,
                    chosen.isEmpty()
                            ? "no letter is chosen"
                            : "several letters are chosen: " + String.join(", ", chosen));
        }
    }
}
