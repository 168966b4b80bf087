package dev.hone.grader;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Completions and reward functions for tests. */
public final class Completions {

    private Completions() {}

    /** So many completions, with the texts 0, 1, 2 …, each of a prompt of its own. */
    public static List<RewardInput> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> of("p" + i, Integer.toString(i)))
                .toList();
    }

    /** A completion with the reference {@code 1}. */
    public static RewardInput of(String promptId, String completion) {
        return new RewardInput(
                "[{\"role\":\"user\",\"content\":\"say a number\"}]",
                completion,
                Optional.of("1"),
                Optional.of("{\"topic\":\"numbers\"}"),
                promptId,
                0);
    }

    /** The function of a kind with some parameters. */
    public static RewardFunction reward(String kind, Map<String, Object> parameters) {
        return RewardFunctions.create(new RewardDefinition(kind, parameters));
    }
}
