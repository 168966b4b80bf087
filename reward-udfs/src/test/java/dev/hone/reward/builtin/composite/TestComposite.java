package dev.hone.reward.builtin.composite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardProblem;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestComposite {

    private static final String JUDGE =
            "{\"kind\": \"class\", \"className\": \"%s\", \"name\": \"judge\"%%s}".formatted(Counted.class.getName());

    /** Whether the text has at most four words. */
    private static final String SHORT =
            """
            {"name": "short", "kind": "constraints", "rules": {"n": {"check": "words", "maximum": 4}}%s}""";

    /** Whether the text begins with a plus sign. */
    private static final String PLUS =
            """
            {"name": "plus", "kind": "constraints", "rules": {"n": {"check": "starts_with", "text": "+"}}%s}""";

    @BeforeEach
    void nobodyWasShown() {
        Counted.SHOWN.clear();
    }

    @Test
    void aFormulaCanStandInPlaceOfWeights() {
        RewardFunction function = composite("\"formula\": \"short * judge ^ 2\"", SHORT.formatted(""), judge(""));

        RewardResult result = single(function, "0.5 is right");
        assertThat(result.reward()).hasValue(0.25);
        assertThat(result.components()).isEqualTo(Map.of("short", 1.0, "judge", 0.5));
        assertThat(result.metrics()).isEqualTo(Map.of("short.n", 1.0, "judge.number", 1.0));
        assertThat(function.componentWeights()).isEmpty();
        assertThat(function.name()).isEqualTo("composite");
        assertThat(function.description()).startsWith("short * judge ^ 2, where short is the weighted share");
    }

    @Test
    void aFormulaWithoutAFiniteValueIsAnErrorAndNoReward() {
        RewardFunction function = composite("\"formula\": \"1 / (judge - 3)\"", judge(""));

        RewardResult result = single(function, "3");
        assertThat(result.reward()).isEmpty();
        assertThat(result.error())
                .hasValue("the parts give no reward: (1.0 / (judge - 3.0)) is Infinity where {judge=3.0}");
        assertThat(result.costMicroUsd()).hasValue(10);
    }

    @Test
    void aFailedGateSparesTheOtherPartsAndTheyAreAbsentNotZero() {
        RewardFunction function = composite("\"gateReward\": -1", judge(""), SHORT.formatted(", \"gate\": 1"));

        RewardResult failed = single(function, "this answer has 5 words or more");
        assertThat(failed.reward()).hasValue(-1);
        assertThat(failed.outcome()).hasValue(false);
        assertThat(failed.components()).containsExactly(Map.entry("short", 0.0));
        assertThat(failed.explanation()).startsWith("the gate short needs 1.0 and has 0.0; short: n: 7 words");
        assertThat(failed.costMicroUsd()).isEmpty();
        assertThat(Counted.SHOWN).isEmpty();

        RewardResult passed = single(function, "it is 5");
        assertThat(passed.reward()).hasValue(5);
        assertThat(passed.components()).containsExactly(Map.entry("judge", 5.0), Map.entry("short", 1.0));
        assertThat(passed.outcome()).hasValue(true);
        assertThat(function.description())
                .startsWith("-1.0 unless short (the weighted share of")
                .endsWith("then the sum 1.0 × judge (the number in the answer)");
    }

    @Test
    void laterPartsSeeThoseOfAGroupThatPassed() {
        RewardFunction function =
                composite("", SHORT.formatted(", \"gate\": 1"), PLUS.formatted(", \"gate\": 1"), judge(""));

        List<RewardResult> results = function.scoreGroups(
                List.of(group("p", "+ 1", "+ 2 of far too many", "3"), group("q", "4", "5"), group("r", "+ 6", "+ 7")));

        assertThat(results)
                .extracting(result -> result.reward().orElseThrow())
                .containsExactly(1.0, 0.0, 0.0, 0.0, 0.0, 6.0, 7.0);
        assertThat(results.get(1).components()).containsOnlyKeys("short");
        assertThat(results.get(2).components()).containsOnlyKeys("short", "plus");
        assertThat(Counted.SHOWN).containsExactly(List.of("+ 1"), List.of("+ 6", "+ 7"));
    }

    @Test
    void aPartInErrorLeavesNoRewardAndSparesTheRest() {
        RewardFunction function = composite("", SHORT.formatted(""), "{\"kind\": \"normalized_match\"}", judge(""));

        RewardResult result = single(function, "no 1");
        assertThat(result.reward()).isEmpty();
        assertThat(result.error().orElseThrow()).startsWith("part normalized_match: the row has no reference_answer");
        assertThat(Counted.SHOWN).isEmpty();
    }

    @Test
    void aGateInErrorIsNeitherPassedNorFailed() {
        RewardResult result = single(composite("", judge(", \"gate\": 1"), SHORT.formatted("")), "no number");

        assertThat(result.error()).hasValue("part judge: the judge is silent");
        assertThat(result.costMicroUsd()).hasValue(10);
    }

    @Test
    void anOptionalPartInErrorSharesItsWeightOutAmongTheOthers() {
        RewardFunction function = composite(
                "",
                SHORT.formatted(", \"weight\": 0.2"),
                PLUS.formatted(", \"weight\": 0.3"),
                judge(", \"weight\": 0.5, \"optional\": true"));

        RewardResult without = single(function, "+ right");
        assertThat(without.reward().orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(without.components()).containsOnlyKeys("short", "plus");
        assertThat(without.explanation()).endsWith("judge left out: the judge is silent");
        assertThat(single(function, "right").reward().orElseThrow()).isCloseTo(0.4, within(1e-12));
        assertThat(single(function, "0 right").reward().orElseThrow()).isCloseTo(0.2, within(1e-12));
        assertThat(function.componentWeights()).isEmpty();
    }

    @Test
    void withoutAnyOptionalPartThereIsNoReward() {
        RewardFunction function = composite("", SHORT.formatted(", \"weight\": 0"), judge(", \"optional\": true"));

        assertThat(single(function, "none").error())
                .hasValue("the parts give no reward: no part that has a weight has a reward");
    }

    @Test
    void aRangeBecomesZeroToOneAndWhatLiesBeyondIsCut() {
        RewardFunction function = composite("", judge(", \"rewardRange\": [1, 5], \"weight\": 2"));

        assertThat(List.of("1", "2", "5", "9", "0"))
                .extracting(text -> single(function, text).reward().orElseThrow())
                .containsExactly(0.0, 0.5, 2.0, 2.0, 0.0);
        RewardResult result = single(function, "9");
        assertThat(result.components()).containsExactly(Map.entry("judge", 9.0));
        assertThat(result.metrics()).containsEntry("judge.normalized", 1.0);
        assertThat(function.componentWeights()).isEmpty();
    }

    @Test
    void rewardsCanBeComparedWithinTheirGroup() {
        List<CompletionGroup> groups =
                List.of(group("p", "1", "none", "2", "3", "2"), group("q", "7", "7"), group("r", "4"));

        assertThat(composite("", judge(", \"groupNormalize\": \"rank\"")).scoreGroups(groups))
                .extracting(result -> result.reward().orElse(Double.NaN))
                .containsExactly(0.0, Double.NaN, 0.5, 1.0, 0.5, 0.5, 0.5, 0.5);
        List<RewardResult> z =
                composite("", judge(", \"groupNormalize\": \"z\"")).scoreGroups(groups);
        assertThat(z.get(0).reward().orElseThrow()).isCloseTo(-Math.sqrt(2), Percentage.withPercentage(1e-9));
        assertThat(z.subList(2, 8))
                .extracting(result -> result.reward().orElseThrow())
                .containsExactly(0.0, -z.get(0).reward().getAsDouble(), 0.0, 0.0, 0.0, 0.0);
        assertThat(z.get(0).components()).containsExactly(Map.entry("judge", 1.0));
    }

    @Test
    void aRangeComesBeforeTheComparison() {
        RewardFunction function = composite("", judge(", \"rewardRange\": [0, 2], \"groupNormalize\": \"rank\""));

        assertThat(function.scoreGroups(List.of(group("p", "2", "5", "1"))))
                .extracting(result -> result.reward().orElseThrow())
                .containsExactly(0.75, 0.75, 0.0);
    }

    @Test
    void costsAndLatenciesOfTheAskedPartsAreSummed() {
        RewardFunction function =
                composite("", judge(""), judge(", \"optional\": true").replace("\"judge\"", "\"second\""));

        RewardResult result = single(function, "2");
        assertThat(result.reward()).hasValue(4);
        assertThat(result.costMicroUsd()).hasValue(20);
        assertThat(result.latencyMillis()).hasValue(10);
    }

    @Test
    void onePartInTheDriverTakesTheWholeThere() {
        assertThat(composite("", SHORT.formatted(""), judge(", \"parameters\": {\"inDriver\": true}"))
                        .place())
                .isEqualTo(RewardPlace.DRIVER);
        assertThat(composite("", SHORT.formatted(""), judge("")).place()).isEqualTo(RewardPlace.EXECUTORS);
    }

    @Test
    void compositesNest() {
        String inner = "{\"kind\": \"composite\", \"name\": \"inner\", \"formula\": \"short + judge\", \"parts\": ["
                + SHORT.formatted("") + ", " + judge("") + "]}";

        RewardResult result = single(composite("", inner, PLUS.formatted(", \"gate\": 1")), "+ 2");
        assertThat(result.reward()).hasValue(3);
        assertThat(result.metrics()).containsKeys("inner.short", "inner.judge", "inner.judge.number");
    }

    @Test
    void itIsWeightedWhereNothingElseIsAskedFor() {
        RewardFunction function =
                composite("\"normalizeWeights\": true", SHORT.formatted(", \"weight\": 3"), judge(""));

        assertThat(function.componentWeights()).isEqualTo(Map.of("short", 0.75, "judge", 0.25));
        assertThat(single(function, "3").reward()).hasValue(1.5);
    }

    @Test
    void whatMakesNoSenseIsSaidBeforeTraining() {
        assertThat(problems("\"formula\": \"0.7 * shor + other\"", SHORT.formatted(", \"weight\": 1"), judge("")))
                .containsExactlyInAnyOrder(
                        "parts[0].weight: has no meaning beside a formula. Write it into the formula",
                        "formula: there is no part other. Use one of judge, short",
                        "formula: there is no part shor. Did you mean short?");
        assertThat(problems("\"formula\": \"short +\", \"normalizeWeights\": true", SHORT.formatted("")))
                .containsExactlyInAnyOrder(
                        "normalizeWeights: has no meaning beside a formula. Remove it, or formula",
                        "formula: expected a number, a name, a function or (, found the end at character 8."
                                + " Use + - * / ^, brackets, functions and the names of parts");
        assertThat(problems("\"formula\": \"1\"", SHORT.formatted("")))
                .containsExactly("formula: names no part. Use the names of parts, such as 0.7 * right + 0.3 * clear");
        assertThat(problems("\"formula\": \"judge\"", judge(", \"optional\": true")))
                .containsExactly("formula: the part judge is optional, and a formula has no value without it."
                        + " Use weights, or remove optional");
        assertThat(problems("", SHORT.formatted(", \"gate\": 1, \"optional\": true")))
                .containsExactlyInAnyOrder(
                        "parts[0].optional: a gate cannot be left out. Remove optional, or gate",
                        "parts: no part has a weight. Add a part that is no gate, or give a gate a weight");
        assertThat(problems("", SHORT.formatted(", \"gate\": 1"), judge(", \"groupNormalize\": \"z\"")))
                .containsExactly(
                        "gateReward: is missing: with groupNormalize z rewards fall below 0, and a failed gate"
                                + " would give 0. Write one that is lower than any other, such as -3, or use groupNormalize rank");
        assertThat(problems("", judge(", \"rewardRange\": [5, 1]")))
                .containsExactly("parts[0].rewardRange: must be two numbers, the lower one first, got [5, 1]."
                        + " Write the rewards that become 0 and 1, such as [1, 5]");
    }

    private static String judge(String more) {
        return JUDGE.formatted(more);
    }

    private static RewardDefinition definition(String more, String... parts) {
        String separator = more.isEmpty() ? "" : ", ";
        return RewardDefinition.ofJson(
                "composite", "{" + more + separator + "\"parts\": [" + String.join(", ", parts) + "]}");
    }

    private static RewardFunction composite(String more, String... parts) {
        return RewardFunctions.create(definition(more, parts));
    }

    private static List<String> problems(String more, String... parts) {
        return RewardFunctions.problems(definition(more, parts)).stream()
                .map(RewardProblem::toString)
                .toList();
    }

    private static RewardResult single(RewardFunction function, String completion) {
        return function.score(RewardInput.of(completion, Optional.empty()));
    }

    private static CompletionGroup group(String prompt, String... completions) {
        List<RewardInput> inputs = new ArrayList<>();
        for (String completion : completions) {
            inputs.add(new RewardInput("[]", completion, Optional.empty(), Optional.empty(), prompt, inputs.size()));
        }
        return new CompletionGroup(inputs);
    }
}
