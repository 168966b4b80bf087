package dev.hone.reward.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import dev.hone.reward.grader.RandomText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds of every reward for any text. Failures print the seed. */
class TestRewardProperties {

    private static final int TRIES = 2_000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    normalized_match | {"ignoreArticles": true}                                | the ferry
                    numeric_match    | {"take": "last", "relativeTolerance": 0.5}              | 12
                    numeric_match    | {"take": "whole", "percent": "fraction"}                | -4e9
                    label_match      | {"labels": ["Ferry", "the ferry", "4"], "partialCredit": 0.4} | ferry
                    json_fields      | {"objectCredit": 0.1}                                   | {"a": 4, "b": null}
                    json_fields      | {"compare": "normalized"}                               | {"a": "4"}
                    json_fields      | {"compare": "numeric", "relativeTolerance": 0.5}        | {"a": 12}
                    text_similarity  | {"measure": "meteor", "normalize": true}                | the ferry 4
                    math             | {"formatCredit": 0.1}                                    | \\frac{4}{12}
                    math             | {"relativeTolerance": 0.5, "percent": "fraction"}       | {4, -12}
                    multiple_choice  | {"choices": 5}                                          | D
                    constraints      | {"rules": {"a": {"check": "sentences", "maximum": 2}, "b": {"check": "repetition"}, "c": {"check": "forbidden", "words": ["ferry"], "gate": true}}} | 4
                    regex            | {"pattern": "([4e ]+)", "group": 1}                      | 4
                    weighted         | {"normalizeWeights": true, "parts": [{"kind": "normalized_match"}, {"kind": "numeric_match"}]} | 4
                    """)
    void anyAnswerHasAFiniteRewardBetweenZeroAndOneTheSameEachTime(String kind, String parameters, String reference) {
        RewardFunction function = RewardFunctions.create(RewardDefinition.ofJson(kind, parameters));
        for (int i = 0; i < TRIES; i++) {
            String answer = RandomText.next(random, 30);
            RewardInput input = RewardInput.of(answer, Optional.of(reference));
            RewardResult result = function.score(input);
            assertThat(result.reward().orElseThrow())
                    .as("seed %d, answer %s, %s", seed, answer, result)
                    .isBetween(0.0, 1.0);
            assertThat(function.score(input))
                    .as("seed %d, answer %s", seed, answer)
                    .isEqualTo(result);
        }
    }

    @ParameterizedTest
    @CsvSource({"normalized_match", "text_similarity", "json_fields", "numeric_match", "math", "multiple_choice"})
    void anyReferenceGivesARewardOrAnError(String kind) {
        RewardFunction function = RewardFunctions.create(RewardDefinition.ofJson(kind, ""));
        for (int i = 0; i < TRIES; i++) {
            String reference = RandomText.next(random, 12);
            RewardResult result = RewardResult.attempt(
                    () -> function.score(RewardInput.of(RandomText.next(random, 12), Optional.of(reference))));
            assertThat(result.error().orElse(""))
                    .as("seed %d, reference %s", seed, reference)
                    .doesNotContain("NullPointer", "IndexOutOfBounds", "ClassCast", "Arithmetic", "NumberFormat");
        }
    }

    @Test
    void aNumberIsFoundHoweverItIsWritten() {
        DecimalFormat grouped = new DecimalFormat("#,##0.############", DecimalFormatSymbols.getInstance(Locale.ROOT));
        for (int i = 0; i < TRIES; i++) {
            BigDecimal number = new BigDecimal(new BigInteger(random.nextInt(80), random), random.nextInt(12))
                    .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1));
            for (String written : new String[] {
                number.toPlainString(), number.toString(), grouped.format(number), number.toEngineeringString()
            }) {
                assertThat(Scoring.reward("numeric_match", "", "It is " + written + ".", number.toPlainString()))
                        .as("seed %d: %s", seed, written)
                        .isOne();
            }
        }
    }

    @Test
    void aFractionIsFoundHoweverItIsWritten() {
        for (int i = 0; i < 200; i++) {
            int whole = random.nextInt(1_000);
            int denominator = 2 + random.nextInt(1_000);
            int numerator = 1 + random.nextInt(denominator - 1);
            long above = (long) whole * denominator + numerator;
            String reference = "\\frac{" + above + "}{" + denominator + "}";
            for (String written : new String[] {
                reference,
                above + "/" + denominator,
                whole + " " + numerator + "/" + denominator,
                whole + "\\frac{" + 3L * numerator + "}{" + 3L * denominator + "}",
                100 * above + "/" + denominator + "\\%",
                "\\sqrt{\\frac{" + above * above + "}{" + (long) denominator * denominator + "}}"
            }) {
                assertThat(Scoring.reward("math", "", "It is \\boxed{" + written + "}", reference))
                        .as("seed %d: %s is %s", seed, written, reference)
                        .isOne();
            }
            assertThat(Scoring.reward("math", "", "It is \\boxed{" + above + "}", reference))
                    .as("seed %d", seed)
                    .isZero();
        }
    }

    @Test
    void theReferenceItselfIsTheBestAnswer() {
        for (int i = 0; i < 300; i++) {
            ObjectNode reference = JsonNodeFactory.instance.objectNode();
            for (int f = 0; f <= random.nextInt(5); f++) {
                reference.put("field " + f, RandomText.next(random, 5));
                reference.put("number " + f, random.nextGaussian());
            }
            String text = reference.toString();
            assertThat(Scoring.reward("json_fields", "", "```json\n" + text + "\n```", text))
                    .as("seed %d: %s", seed, text)
                    .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
            assertThat(Scoring.reward(
                            "normalized_match", "", text, "\"" + "x" + text.replaceAll("[\"\\\\]", "") + "\""))
                    .as("seed %d", seed)
                    .isZero();
        }
    }
}
