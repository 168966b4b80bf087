package dev.hone.reward.builtin.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardResult;
import dev.hone.reward.builtin.Scoring;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestJsonFields {

    private static final String REFERENCE = "{\"name\": \"Ann\", \"age\": 36, \"city\": \"Oslo\"}";

    /** 0.1 for an object plus 0.3 per right field less 0.1 per extra key. */
    private static final String EXTRACTION =
            "{\"objectCredit\": 0.1, \"fieldCredit\": 0.3, \"extraKeyPenalty\": 0.1, \"minimum\": -1}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"name": "Ann", "age": 36, "city": "Oslo"}              | 1.0  | true
                    Sure: ```json {"city":"Oslo","age":36.0,"name":"Ann"}```| 1.0  | true
                    {"name": "Ann", "age": 36}                              | 0.7  | false
                    {"name": "Ann", "age": "36", "city": "Oslo"}            | 0.7  | false
                    {"name": "Ann", "age": 36, "city": "Oslo", "zip": 1}    | 0.9  | false
                    {"a": 1, "b": 2, "c": 3}                                | -0.2 | false
                    {}                                                      | 0.1  | false
                    I think it is Ann                                       | 0    | false
                    {'name': 'Ann'}                                         | 0    | false
                    {"name": "Ann", "name": "Ann"}                          | 0    | false
                    {"name": "Ann", }                                       | 0    | false
                    [1, {"name": "Ann"}]                                    | 0.4  | false
                    {x} {"name": "Ann"}                                     | 0.4  | false
                    {"result": {"name": "Ann"}                              | 0    | false
                    {"a": 1, "a": {"name": "Ann"}} {"name": "Ann"}          | 0    | false
                    {"name": NaN}                                           | 0    | false
                    {"name": "Ann", "age": 1e9999999991}                    | 0    | false
                    {"name": null, "age": 1e999999999, "city": "oslo"}      | 0.1  | false
                    """)
    void theDescriptionOfJsonExtractionCanBeWritten(String completion, double reward, boolean outcome) {
        RewardResult result = Scoring.score("json_fields", EXTRACTION, completion, REFERENCE);

        assertThat(result.reward().orElseThrow()).isCloseTo(reward, within(1e-12));
        assertThat(result.outcome()).contains(outcome);
    }

    @Test
    void withoutParametersTheFieldsShareOne() {
        RewardResult result = Scoring.score("json_fields", "", "{\"name\": \"Ann\", \"age\": 36}", REFERENCE);

        assertThat(result.reward().orElseThrow()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(result.components())
                .containsOnlyKeys("object", "field.name", "field.age", "field.city", "extra_keys");
        assertThat(result.explanation()).isEqualTo("wrong or missing: city");
    }

    @Test
    void eachFieldCanHaveItsOwnComparisonAndCredit() {
        String parameters =
                """
                {"fields": {"name": {"compare": "normalized", "credit": 0.5},
                            "age": {"compare": "numeric", "absoluteTolerance": 1},
                            "nickname": {}},
                 "fieldCredit": 0.25}
                """;

        RewardResult result =
                Scoring.score("json_fields", parameters, "{\"name\": \"ANN!\", \"age\": \"37\"}", REFERENCE);

        assertThat(result.reward()).hasValue(1.0);
        assertThat(result.outcome()).contains(true);
    }

    @Test
    void theRewardIsNotBelowItsMinimum() {
        String manyKeys = "{\"a\":1,\"b\":1,\"c\":1,\"d\":1}";

        assertThat(Scoring.reward("json_fields", "", manyKeys, REFERENCE)).isZero();
    }

    @Test
    void theExpectedObjectCanBeAFieldOfTheReference() {
        assertThat(Scoring.reward(
                        "json_fields", "{\"referenceField\": \"gold\"}", "{\"a\": 1}", "{\"gold\": {\"a\": 1.0}}"))
                .isOne();
        assertThat(Scoring.score("json_fields", "", "{\"a\": 1}", "plain").error())
                .contains("the reference is not a JSON object: plain");
    }

    @Test
    void hostileJsonIsRefusedInTime() {
        Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
            assertThat(reward("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)))
                    .isZero();
            assertThat(reward("{\"a\":" + "[".repeat(10_000))).isZero();
            assertThat(reward("{".repeat(900_000))).isZero();
            assertThat(reward("{\"".repeat(400_000))).isZero();
            assertThat(reward("{\"a\":".repeat(150_000))).isZero();
            assertThat(reward("{\"a\": \"" + "x".repeat(2_000_000) + "\"}")).isZero();
            assertThat(reward("{\"a\": " + "9".repeat(100_000) + "}")).isZero();
        });
    }

    @Test
    void wrongParametersAreAllReported() {
        RewardDefinition definition = new RewardDefinition(
                "json_fields",
                Map.of("fields", Map.of("name", Map.of("compare", "fuzzy", "credits", 1)), "objectCredit", 2));

        assertThat(RewardFunctions.problems(definition).toString())
                .contains("fields.name.compare: unknown value fuzzy")
                .contains("fields.name.credits: unknown key. Did you mean credit?")
                .contains("objectCredit: must be between 0 and 1, got 2");
    }

    private static double reward(String completion) {
        return Scoring.reward("json_fields", "{\"objectCredit\": 0.1}", completion, REFERENCE);
    }
}
