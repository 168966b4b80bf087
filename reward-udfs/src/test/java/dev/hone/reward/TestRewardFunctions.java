package dev.hone.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestRewardFunctions {

    /** A reward function as a user writes one. */
    public static final class CountsLetters implements RewardFunction {

        private final int perfect;

        public CountsLetters(Map<String, Object> parameters) {
            this.perfect = ((Number) parameters.get("perfect")).intValue();
        }

        @Override
        public String name() {
            return "counts_letters";
        }

        @Override
        public RewardResult score(RewardInput input) {
            return RewardResult.of(Math.min(1.0, input.completion().length() / (double) perfect));
        }
    }

    @Test
    void aDefinitionBecomesAFunction() {
        RewardFunction function = RewardFunctions.create(definition("normalized_match"));

        assertThat(function.name()).isEqualTo("normalized_match");
        assertThat(function.version()).matches("[0-9a-f]{16}");
        RewardResult result = function.score(RewardInput.of("  Paris! ", Optional.of("paris")));
        assertThat(result.reward()).hasValue(1.0);
        assertThat(result.outcome()).contains(true);
    }

    @Test
    void theVersionChangesWithTheParametersAndNotWithTheirOrder() {
        Map<String, Object> inOrder = new java.util.LinkedHashMap<>();
        inOrder.put("ignoreCase", true);
        inOrder.put("ignorePunctuation", false);
        Map<String, Object> reversed = new java.util.LinkedHashMap<>();
        reversed.put("ignorePunctuation", false);
        reversed.put("ignoreCase", true);

        assertThat(version(inOrder)).isEqualTo(version(reversed)).isNotEqualTo(version(Map.of()));
    }

    @Test
    void anUnknownKindIsReportedWithTheNearestOne() {
        assertThat(RewardFunctions.problems(definition("normalised_match")))
                .containsExactly(new RewardProblem(
                        "kind", "unknown kind of reward: normalised_match", "Did you mean normalized_match?"));
    }

    @Test
    void aMissingKindIsReported() {
        assertThat(RewardFunctions.problems(RewardDefinition.fromMap(Map.of("ignoreCase", true))))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("kind");
                    assertThat(problem.fix()).contains("normalized_match");
                });
    }

    @Test
    void allProblemsAreReportedTogether() {
        RewardDefinition definition =
                new RewardDefinition("normalized_match", Map.of("ignoreCase", "yes", "ignorepunctuations", true));

        assertThat(RewardFunctions.problems(definition))
                .containsExactlyInAnyOrder(
                        new RewardProblem("ignoreCase", "must be true or false, got yes", "Write true or false"),
                        new RewardProblem("ignorepunctuations", "unknown key", "Did you mean ignorePunctuation?"));
        assertThatThrownBy(() -> RewardFunctions.create(definition))
                .isInstanceOf(RewardDefinitionException.class)
                .hasMessageContaining("ignoreCase: must be true or false, got yes. Write true or false")
                .hasMessageContaining("Did you mean ignorePunctuation?");
    }

    @Test
    void aKeyWithoutAValueIsReported() {
        RewardDefinition definition =
                new RewardDefinition("normalized_match", java.util.Collections.singletonMap("ignoreCase", null));

        assertThat(RewardFunctions.problems(definition))
                .containsExactly(new RewardProblem("ignoreCase", "has no value", "Write true or false"));
    }

    @Test
    void aClassOfTheUserIsMadeWithItsParameters() {
        RewardFunction function = RewardFunctions.create(custom(CountsLetters.class.getName(), Map.of("perfect", 4)));

        assertThat(function.name()).isEqualTo("counts_letters");
        assertThat(function.score(RewardInput.of("ab", Optional.empty())).reward())
                .hasValue(0.5);
        assertThat(function.version())
                .isNotEqualTo(RewardFunctions.create(custom(CountsLetters.class.getName(), Map.of("perfect", 5)))
                        .version());
    }

    /** What must not happen because somebody wrote a wrong name. */
    public static final class Unrelated {
        static {
            System.setProperty("hone.test.unrelated", "initialised");
        }
    }

    @Test
    void aClassThatIsNoRewardIsRefusedBeforeItsCodeRuns() {
        String name = TestRewardFunctions.class.getName() + "$Unrelated";
        RewardDefinition definition = new RewardDefinition("class", Map.of("className", name));
        assertThat(RewardFunctions.problems(definition))
                .singleElement()
                .satisfies(problem -> assertThat(problem.problem()).contains("does not implement"));
        assertThat(System.getProperty("hone.test.unrelated")).isNull();
    }

    @Test
    void aClassThatCannotBeUsedIsReportedWithTheReason() {
        assertThat(RewardFunctions.problems(custom("com.example.Missing", Map.of()))
                        .toString())
                .contains("className: there is no class com.example.Missing on the class path")
                .contains("--jars");
        assertThat(RewardFunctions.problems(custom("java.lang.String", Map.of()))
                        .toString())
                .contains("does not implement dev.hone.reward.RewardFunction");
        assertThat(RewardFunctions.problems(custom(CountsLetters.class.getName(), Map.of()))
                        .toString())
                .contains("the constructor of dev.hone.reward.TestRewardFunctions$CountsLetters threw")
                .contains("NullPointerException");
        assertThat(RewardFunctions.problems(definition("class")).toString()).contains("className: is missing");
    }

    @Test
    void aRowThatThrowsFailsAlone() {
        RewardFunction function = new RewardFunction() {
            @Override
            public String name() {
                return "picky";
            }

            @Override
            public RewardResult score(RewardInput input) {
                if (input.completion().isEmpty()) {
                    throw new IllegalStateException("nothing to score");
                }
                return RewardResult.of(1);
            }
        };

        List<RewardResult> results = function.scoreBatch(
                List.of(RewardInput.of("a", Optional.empty()), RewardInput.of("", Optional.empty())));

        assertThat(results.get(0).reward()).hasValue(1);
        assertThat(results.get(1).reward()).isEmpty();
        assertThat(results.get(1).error().orElseThrow())
                .startsWith("java.lang.IllegalStateException: nothing to score (at dev.hone.reward.TestReward");
    }

    @Test
    void definitionsSurviveJson() {
        RewardDefinition definition = new RewardDefinition(
                "weighted", Map.of("parts", List.of(Map.of("kind", "normalized_match", "weight", 0.5))));

        RewardDefinition read =
                RewardDefinition.ofJson("weighted", "{\"parts\": [{\"weight\": 0.5, \"kind\": \"normalized_match\"}]}");

        assertThat(read.toJson()).isEqualTo(definition.toJson());
        assertThatThrownBy(() -> RewardDefinition.ofJson("weighted", "[1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the parameters of weighted are not a JSON object");
    }

    private static String version(Map<String, Object> parameters) {
        return RewardFunctions.create(new RewardDefinition("normalized_match", parameters))
                .version();
    }

    private static RewardDefinition definition(String kind) {
        return new RewardDefinition(kind, Map.of());
    }

    private static RewardDefinition custom(String className, Map<String, Object> parameters) {
        return new RewardDefinition("class", Map.of("className", className, "parameters", parameters));
    }
}
