package dev.hone.reward.builtin;

import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import dev.hone.reward.grader.NumberTolerance;
import dev.hone.reward.grader.math.AnswerComparison;
import dev.hone.reward.grader.math.FinalAnswer;
import dev.hone.reward.grader.math.MathAnswer;
import dev.hone.reward.grader.math.Percent;
import dev.hone.reward.grader.math.UncomputableException;
import java.util.Locale;
import java.util.Set;

/** {@code math}: 1 if the final answer of the completion is the reference's as mathematics. */
public final class MathMatch implements RewardKind {

    private static final int REVISION = 2;

    @Override
    public String kind() {
        return "math";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        String percent = parameters.choice("percent", "either", Set.of("either", "fraction", "ignore"));
        NumberTolerance tolerance = NumberTolerance.of(
                parameters.number("absoluteTolerance", 0, 0, 1e15), parameters.number("relativeTolerance", 0, 0, 1));
        return new Match(
                parameters.version(REVISION),
                new AnswerComparison(tolerance, Percent.valueOf(percent.toUpperCase(Locale.ROOT))),
                parameters.number("formatCredit", 0, 0, 1),
                ReferenceText.read(parameters));
    }

    private record Match(String version, AnswerComparison comparison, double formatCredit, ReferenceText references)
            implements RewardFunction {

        @Override
        public String name() {
            return "math";
        }

        @Override
        public String description() {
            String credit = formatCredit == 0 ? "" : ", " + formatCredit + " for another that can be read";
            return "1 where the final answer equals the reference answer as mathematics" + credit + ", else 0";
        }

        @Override
        public RewardResult score(RewardInput input) {
            return references.compared(input, reference -> scored(input.completion(), reference));
        }

        private RewardResult scored(String completion, String reference) {
            FinalAnswer expected = FinalAnswer.of(reference);
            if (expected.meaning().isEmpty()) {
                return RewardResult.failed("the reference cannot be read as mathematics: " + Excerpt.of(reference));
            }
            try {
                comparison.equal(expected.meaning().get(), expected.meaning().get());
            } catch (UncomputableException e) {
                return RewardResult.failed(
                        "the reference cannot be computed: " + Excerpt.of(expected.text()) + ": " + e.getMessage());
            }
            return compare(FinalAnswer.of(completion), expected.meaning().get(), expected.text());
        }

        private RewardResult compare(FinalAnswer answer, MathAnswer expected, String shown) {
            if (answer.meaning().isEmpty()) {
                String found = answer.text().isEmpty()
                        ? "no final answer was found"
                        : "the final answer cannot be read: " + Excerpt.of(answer.text());
                return result(0, 0, found);
            }
            try {
                boolean right = comparison.equal(expected, answer.meaning().get());
                String verdict = right ? " is " : " is not ";
                return result(
                        right ? 1 : 0,
                        right ? 0 : formatCredit,
                        Excerpt.of(answer.text()) + verdict + Excerpt.of(shown));
            } catch (UncomputableException e) {
                return result(0, 0, "the final answer cannot be computed: " + Excerpt.of(answer.text()));
            }
        }

        private RewardResult result(double right, double format, String explanation) {
            return new Credit("right", "format", formatCredit > 0).result(right, format, explanation);
        }
    }
}
