package dev.hone.grader.python.reward;

import dev.hone.reward.RewardResult;

/** What a reward function printed, as a part of the explanation. */
final class Printed {

    private static final int CHARACTERS = 500;

    private Printed() {}

    /** The result with what was printed, cut. */
    static RewardResult with(RewardResult result, String printed) {
        String text = printed.strip();
        if (text.isEmpty()) {
            return result;
        }
        String cut = text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS) + "…";
        String explanation = (result.explanation().isEmpty() ? "" : result.explanation() + "; ") + "printed: " + cut;
        return new RewardResult(
                result.reward(),
                result.components(),
                result.metrics(),
                result.outcome(),
                explanation,
                result.error(),
                result.costMicroUsd(),
                result.latencyMillis());
    }
}
