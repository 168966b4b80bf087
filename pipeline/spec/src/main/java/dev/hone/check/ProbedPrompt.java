package dev.hone.check;

import dev.hone.reward.RewardResult;
import dev.hone.schema.PromptRow;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A prompt with what the reward said of each answer to it.
 *
 * @param results by probe; without those for which the prompt has no data
 */
public record ProbedPrompt(PromptRow prompt, Map<Probe, RewardResult> results) {

    public ProbedPrompt {
        results = Collections.unmodifiableMap(new EnumMap<>(results));
    }

    Optional<RewardResult> result(Probe probe) {
        return Optional.ofNullable(results.get(probe));
    }

    /** The reward of an answer; empty where it was not asked for, or could not be computed. */
    OptionalDouble reward(Probe probe) {
        return result(probe).map(RewardResult::reward).orElse(OptionalDouble.empty());
    }

    /** Whether the most natural answer that was scored has no reward. */
    boolean naturalFailed() {
        return Probe.NATURAL.stream()
                .filter(results::containsKey)
                .findFirst()
                .map(probe -> results.get(probe).error().isPresent())
                .orElse(false);
    }
}
