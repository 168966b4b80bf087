package dev.hone.reward.builtin;

import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardResult;
import dev.hone.reward.grader.NumberReading;
import dev.hone.reward.grader.NumberTolerance;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code numeric_match}: 1 if the number in the answer is the reference's within a tolerance. */
public final class NumericMatch implements RewardKind {

    private static final int REVISION = 1;

    @Override
    public String kind() {
        return "numeric_match";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        String separator = parameters.choice("decimalSeparator", ".", Set.of(".", ","));
        return new Match(
                parameters.version(REVISION),
                parameters.choice("take", "last", Set.of("first", "last", "whole")),
                separator.charAt(0),
                parameters
                        .choice("percent", "ignore", Set.of("ignore", "fraction"))
                        .equals("fraction"),
                NumberTolerance.of(
                        parameters.number("absoluteTolerance", 0, 0, 1e15),
                        parameters.number("relativeTolerance", 0, 0, 1)),
                parameters.number("formatCredit", 0, 0, 1),
                ReferenceText.read(parameters));
    }

    private record Match(
            String version,
            String take,
            char decimalSeparator,
            boolean percentIsFraction,
            NumberTolerance tolerance,
            double formatCredit,
            ReferenceText references)
            implements RewardFunction {

        @Override
        public String name() {
            return "numeric_match";
        }

        @Override
        public String description() {
            String which = take.equals("whole") ? "answer, a number," : take + " number of the answer";
            String credit = formatCredit == 0 ? "" : ", " + formatCredit + " for another number";
            return "1 where the " + which + " is that of the reference answer" + credit + ", else 0";
        }

        @Override
        public RewardResult score(RewardInput input) {
            return references.compared(input, reference -> scored(input.completion(), reference));
        }

        private RewardResult scored(String completion, String reference) {
            Optional<BigDecimal> expected =
                    NumberReading.last(reference, decimalSeparator).flatMap(this::value);
            if (expected.isEmpty()) {
                return RewardResult.failed("the reference holds no number that can be read: " + Excerpt.of(reference));
            }
            return compare(answer(completion), expected.get());
        }

        private RewardResult compare(Optional<NumberReading.Found> answer, BigDecimal expected) {
            if (answer.isEmpty()) {
                String where = take.equals("whole") ? "the answer is not a number" : "the answer holds no number";
                return RewardResult.of(0, false, where).withComponents(components(0, 0));
            }
            Optional<BigDecimal> number = value(answer.get());
            if (number.isEmpty()) {
                return RewardResult.of(0, false, "the answer's number is too large to be read")
                        .withComponents(components(0, 0));
            }
            boolean right = tolerance.accepts(number.get(), expected);
            String explanation = Excerpt.of(number.get().toString())
                    + (right ? " is " : " is not ")
                    + Excerpt.of(expected.toString());
            return RewardResult.of(right ? 1 : formatCredit, right, explanation)
                    .withComponents(components(right ? 1 : 0, right ? 0 : formatCredit));
        }

        /** A reward of two kinds says which one it is; one that is all or nothing needs no parts. */
        private Map<String, Double> components(double number, double format) {
            return formatCredit == 0 ? Map.of() : new TreeMap<>(Map.of("number", number, "format", format));
        }

        private Optional<NumberReading.Found> answer(String completion) {
            return switch (take) {
                case "first" -> NumberReading.first(completion, decimalSeparator);
                case "whole" -> NumberReading.whole(completion, decimalSeparator);
                default -> NumberReading.last(completion, decimalSeparator);
            };
        }

        private Optional<BigDecimal> value(NumberReading.Found found) {
            return found.value().map(number -> percentIsFraction && found.percent() ? number.movePointLeft(2) : number);
        }
    }
}
