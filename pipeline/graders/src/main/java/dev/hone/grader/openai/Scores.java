package dev.hone.grader.openai;

import dev.hone.reward.RewardResult;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Scores as results. */
final class Scores {

    private Scores() {}

    /** A score, with its outcome where there is a threshold. */
    static RewardResult of(double score, OptionalDouble passThreshold, String explanation) {
        Optional<Boolean> outcome =
                passThreshold.isPresent() ? Optional.of(score >= passThreshold.getAsDouble()) : Optional.empty();
        return new RewardResult(OptionalDouble.of(score), Map.of(), Map.of(), outcome, explanation, Optional.empty());
    }

    /** What {@code scoring} gives; the error of a sample that can have no score. */
    static RewardResult attempt(Supplier<RewardResult> scoring) {
        try {
            return scoring.get();
        } catch (GraderException e) {
            return RewardResult.failed(e.getMessage());
        }
    }
}
