package dev.hone.grader.chat;

import dev.hone.reward.ModelSections;
import dev.hone.reward.RewardDefinition;

/** Definitions that ask their models in another way. */
public final class Asking {

    private static final String RETRY_SECONDS = "retrySeconds";

    private Asking() {}

    /**
     * The definition with votes of other numbers, which are asked for anew where answers are kept.
     *
     * @param votes how much later they are, at least the votes to a question
     */
    public static RewardDefinition later(RewardDefinition definition, int votes) {
        return ModelSections.change(definition, model -> {
            int first = model.get(ChatModels.FIRST_VOTE) instanceof Number number ? number.intValue() : 0;
            model.put(ChatModels.FIRST_VOTE, first + votes);
            return model;
        });
    }

    /** The definition where a model counts as down after so many seconds, or earlier where it says so. */
    public static RewardDefinition retryingAtMost(RewardDefinition definition, double seconds) {
        return ModelSections.change(definition, model -> {
            double written = model.get(RETRY_SECONDS) instanceof Number number
                    ? number.doubleValue()
                    : EndpointLimits.RETRY_SECONDS;
            if (seconds < written) {
                model.put(RETRY_SECONDS, seconds);
            }
            return model;
        });
    }
}
