package dev.hone.rescore;

import java.util.OptionalDouble;

/**
 * A completion under the reward that trained and under another one.
 *
 * @param tokens length of the completion
 * @param trained the reward that trained; empty where it could not be computed
 * @param other the other reward; empty where it could not be computed
 * @param trainedAdvantage as it was trained on
 * @param otherAdvantage as it would have been
 * @param trainedCost what the reward cost, US dollars; empty where that is not known, or nothing
 * @param otherCost what the other cost
 */
record CompletionPair(
        int step,
        String promptId,
        int sample,
        int tokens,
        OptionalDouble trained,
        OptionalDouble other,
        double trainedAdvantage,
        double otherAdvantage,
        OptionalDouble trainedCost,
        OptionalDouble otherCost) {

    /** Whether both rewards could be computed. */
    boolean isCompared() {
        return trained.isPresent() && other.isPresent();
    }
}
