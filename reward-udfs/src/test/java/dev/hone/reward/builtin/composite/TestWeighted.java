package dev.hone.reward.builtin.composite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardResult;
import dev.hone.reward.builtin.Scoring;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestWeighted {

    private static final String PARTS =
            """
            {"parts": [
              {"kind": "normalized_match", "weight": 0.75, "name": "right"},
              {"kind": "text_similarity", "weight": 0.25, "measure": "cosine"}]
            """;

    @Test
    void theRewardIsTheWeightedSumOfTheParts() {
        RewardResult result = Scoring.score("weighted", PARTS + "}", "big ferry", "small ferry");

        assertThat(result.reward().orElseThrow()).isCloseTo(0.125, within(1e-12));
        assertThat(result.components()).containsEntry("right", 0.0);
        assertThat(result.components().get("text_similarity")).isCloseTo(0.5, within(1e-12));
        assertThat(result.outcome()).contains(false);
        assertThat(result.explanation()).contains("right: \"big ferry\" is not \"small ferry\"");
    }

    @Test
    void whatAPartIsMadeOfIsNamedAfterThePart() {
        String exact = "{\"parts\": [{\"kind\": \"numeric_match\", \"name\": \"exact\", \"formatCredit\": 0.3}]}";

        RewardResult result = Scoring.score("weighted", exact, "8", "7");

        assertThat(result.components()).containsExactly(Map.entry("exact", 0.3));
        assertThat(result.metrics()).containsExactly(Map.entry("exact.format", 0.3), Map.entry("exact.number", 0.0));
    }

    @Test
    void theOutcomeCanBeThatOfOnePart() {
        RewardResult result = Scoring.score("weighted", PARTS + ", \"outcome\": \"right\"}", "ferry!", "ferry");

        assertThat(result.outcome()).contains(true);
        assertThat(Scoring.score("weighted", PARTS + "}", "ferry!", "ferry").outcome())
                .contains(false);
    }

    @Test
    void weightsCanBeNormalised() {
        String parameters =
                "{\"normalizeWeights\": true, \"parts\": [{\"kind\": \"normalized_match\", \"weight\": 3}]}";

        assertThat(Scoring.reward("weighted", parameters, "a", "a")).isOne();
    }

    @Test
    void theWeightsOfThePartsCanBeAskedFor() {
        Map<String, Object> first = Map.of("kind", "normalized_match", "weight", 3, "name", "right");
        Map<String, Object> second = Map.of("kind", "text_similarity", "weight", -1);
        Map<String, Object> parts = Map.of("parts", List.of(first, second));
        Map<String, Object> normalized = Map.of("parts", List.of(first, second), "normalizeWeights", true);

        assertThat(RewardFunctions.create(new RewardDefinition("weighted", parts))
                        .componentWeights())
                .containsExactly(Map.entry("right", 3.0), Map.entry("text_similarity", -1.0));
        assertThat(RewardFunctions.create(new RewardDefinition("weighted", normalized))
                        .componentWeights())
                .containsExactly(Map.entry("right", 0.75), Map.entry("text_similarity", -0.25));
        assertThat(RewardFunctions.create(new RewardDefinition("normalized_match", Map.of()))
                        .componentWeights())
                .isEmpty();
    }

    @Test
    void aPartWithoutARewardLeavesTheWholeWithoutOne() {
        String parameters = "{\"parts\": [{\"kind\": \"normalized_match\"}, {\"kind\": \"numeric_match\"}]}";

        assertThat(Scoring.score("weighted", parameters, "seven", "seven").error())
                .contains("part numeric_match: the reference holds no number that can be read: seven");
    }

    @Test
    void problemsOfPartsAreReportedWithTheirPlace() {
        RewardDefinition definition = new RewardDefinition(
                "weighted",
                Map.of(
                        "parts",
                        List.of(
                                Map.of("kind", "normalized_match"),
                                Map.of("kind", "normalized_match", "wieght", 2),
                                Map.of("kind", "label_macth"),
                                "numeric_match")));

        assertThat(RewardFunctions.problems(definition))
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "parts[1].name: two parts are called normalized_match. Give each part a name of its own",
                        "parts[1].wieght: unknown key. Did you mean weight?",
                        "parts[2].kind: unknown kind of reward: label_macth. Did you mean label_match?",
                        "parts[3]: is not a map. Write its keys and values");
    }
}
