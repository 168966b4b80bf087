package dev.hone.schema;

import dev.hone.policy.reasoning.CompletionParts;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One evaluated prompt under one policy.
 *
 * @param step steps that the policy had seen; 0 is the policy that the run started with
 * @param parts reasoning and answer of the completion
 * @param outcome whether the completion succeeded
 * @param reward empty when it could not be computed
 */
public record EvaluationRow(
        String runId,
        int step,
        String dataset,
        Split split,
        String promptId,
        int sample,
        String adapterSha,
        String completion,
        int completionTokens,
        CompletionParts parts,
        String stopReason,
        Optional<Boolean> outcome,
        OptionalDouble reward,
        Optional<String> error,
        String grader,
        Instant evaluatedAt) {

    /** Whether the reward could be computed. What could not be scored is left out of every figure, and counted. */
    public boolean isScored() {
        return reward.isPresent();
    }

    /** 1 for a success, 0 otherwise. */
    public double success() {
        return outcome.orElse(false) ? 1 : 0;
    }
}
