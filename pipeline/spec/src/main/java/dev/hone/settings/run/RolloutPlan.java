package dev.hone.settings.run;

import dev.hone.policy.reasoning.ReasoningStyle;
import java.io.Serializable;

/**
 * Who decodes what of a step.
 *
 * @param units planned units of a step, at least 1; part of a run's identity, unlike the number of executors
 * @param partitions Spark partitions that the units are spread over, at least 1; changes nothing but who decodes which unit
 * @param runSeed from which all randomness follows
 * @param reasoning how completions write down reasoning, and how much of it they may
 */
public record RolloutPlan(int units, int partitions, long runSeed, ReasoningStyle reasoning) implements Serializable {

    public RolloutPlan {
        if (units < 1 || partitions < 1) {
            throw new IllegalArgumentException(
                    "units and partitions must be at least 1, got " + units + " and " + partitions);
        }
    }
}
