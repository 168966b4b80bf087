package dev.hone.settings;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many steps a run takes: the one place that says so.
 *
 * @param batchSize prompts of a step, at least 1; all prompts where there are fewer
 * @param epochCount passes over the prompts, at least 1; where it is not given, as many as {@code maxSteps} takes, and 1 without either
 * @param maxSteps maximum number of steps, at least 1; ends the run earlier than {@code epochCount}, never later
 */
public record RunLength(int batchSize, OptionalInt epochCount, OptionalInt maxSteps) {

    public RunLength {
        if (batchSize < 1 || epochCount.orElse(1) < 1 || maxSteps.orElse(1) < 1) {
            throw new IllegalArgumentException("batchSize, epochCount and maxSteps must be at least 1, got " + batchSize
                    + ", " + epochCount + " and " + maxSteps);
        }
    }

    /** Steps of one pass over this many prompts; its last may be smaller than the others. */
    public int stepsPerEpoch(int prompts) {
        return (prompts + batchSize - 1) / batchSize;
    }

    /** Steps of the run over this many prompts. */
    public int steps(int prompts) {
        int limit = maxSteps.orElse(Integer.MAX_VALUE);
        if (epochCount.isEmpty() && maxSteps.isPresent()) {
            return prompts == 0 ? 0 : limit;
        }
        return Math.min(limit, stepsOfEpochs(prompts));
    }

    /** Which of two limits that are both given ends the run, for a person; empty where there is nothing to say. */
    public Optional<String> remark(int prompts) {
        if (epochCount.isEmpty() || maxSteps.isEmpty() || maxSteps.getAsInt() == stepsOfEpochs(prompts)) {
            return Optional.empty();
        }
        int all = stepsOfEpochs(prompts);
        return Optional.of(
                maxSteps.getAsInt() < all
                        ? "maxSteps %d ends the run before the %d steps of epochCount %d."
                                .formatted(maxSteps.getAsInt(), all, epochCount.getAsInt())
                        : "epochCount %d ends the run after %d steps, before maxSteps %d. Leave epochCount out, and the run goes on into further epochs."
                                .formatted(epochCount.getAsInt(), all, maxSteps.getAsInt()));
    }

    private int stepsOfEpochs(int prompts) {
        return Math.multiplyExact(stepsPerEpoch(prompts), epochCount.orElse(1));
    }
}
