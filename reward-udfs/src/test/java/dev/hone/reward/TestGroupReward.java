package dev.hone.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestGroupReward {

    /** Gives every completion its share of the prompt; fails on the prompt "broken" and loses rows of "lost". */
    private static final class Shares implements GroupReward {

        @Override
        public String name() {
            return "shares";
        }

        @Override
        public List<RewardResult> scoreGroup(CompletionGroup group) {
            return switch (group.promptId()) {
                case "broken" -> throw new IllegalStateException("no verdict");
                case "lost" -> List.of();
                default -> Collections.nCopies(group.size(), RewardResult.of(1.0 / group.size()));
            };
        }
    }

    @Test
    void aGroupThatFailsFailsAlone() {
        List<RewardResult> results =
                new Shares().scoreGroups(List.of(group("a", 2), group("broken", 1), group("lost", 1), group("b", 4)));

        assertThat(results).hasSize(8);
        assertThat(results.get(0).reward()).hasValue(0.5);
        assertThat(results.get(2).error().orElseThrow()).startsWith("java.lang.IllegalStateException: no verdict");
        assertThat(results.get(3).error()).contains("the reward function shares gave 0 results for a group of 1");
        assertThat(results.get(7).reward()).hasValue(0.25);
    }

    @Test
    void aCompletionAloneIsAGroupOfOne() {
        assertThat(new Shares().score(input("a", 3)).reward()).hasValue(1);
    }

    @Test
    void aSimpleRewardScoresGroupsRowByRow() {
        try (RewardFunction match = RewardFunctions.create(new RewardDefinition("normalized_match", Map.of()))) {
            assertThat(match.scoreGroups(List.of(group("a", 2), group("b", 1))))
                    .hasSize(3)
                    .allSatisfy(result -> assertThat(result.reward()).hasValue(1));
            assertThat(match.place()).isEqualTo(RewardPlace.EXECUTORS);
        }
    }

    @Test
    void aGroupIsOfOnePromptAndInOrderOfSample() {
        assertThatThrownBy(() -> new CompletionGroup(List.of())).hasMessageContaining("at least one completion");
        assertThatThrownBy(() -> new CompletionGroup(List.of(input("a", 1), input("a", 0))))
                .hasMessageContaining("in order of sample, got a sample 1 before a sample 0");
        assertThatThrownBy(() -> new CompletionGroup(List.of(input("a", 0), input("b", 1))))
                .hasMessageContaining("completions of one prompt");
    }

    private static CompletionGroup group(String promptId, int size) {
        return new CompletionGroup(
                IntStream.range(0, size).mapToObj(g -> input(promptId, g)).toList());
    }

    private static RewardInput input(String promptId, int sample) {
        return new RewardInput("[]", "yes", Optional.of("Yes"), Optional.empty(), promptId, sample);
    }
}
