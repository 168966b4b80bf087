package dev.hone.settings;

import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.reasoning.ReasoningStyle;
import java.io.Serializable;

/**
 * How a step is sampled.
 *
 * @param sampling temperature, truncation, length and stop strings
 * @param samplesPerPrompt G, size of a group, at least 1
 * @param units planned units of a step; part of a run's identity, unlike the number of executors
 * @param partitions Spark partitions that the units are spread over; changes nothing but who decodes which unit
 * @param runSeed from which all randomness follows
 * @param reasoning how completions write down reasoning, and how much of it they may
 */
public record RolloutSettings(
        SamplingSettings sampling,
        int samplesPerPrompt,
        int units,
        int partitions,
        long runSeed,
        ReasoningStyle reasoning)
        implements Serializable {

    public RolloutSettings {
        if (samplesPerPrompt < 1 || units < 1 || partitions < 1) {
            throw new IllegalArgumentException("samplesPerPrompt, units and partitions must be at least 1, got "
                    + samplesPerPrompt + ", " + units + ", " + partitions);
        }
    }

    /** Of a policy that writes down no reasoning. */
    public RolloutSettings(SamplingSettings sampling, int samplesPerPrompt, int units, int partitions, long runSeed) {
        this(sampling, samplesPerPrompt, units, partitions, runSeed, new ReasoningStyle.None());
    }

    /** The same with one completion for each prompt at another temperature (0 is greedy): how a policy is evaluated. */
    public RolloutSettings evaluatedAt(double temperature) {
        SamplingSettings evaluation =
                new SamplingSettings(temperature, 0, 1, 0, sampling.maxNewTokens(), sampling.stopStrings());
        return new RolloutSettings(evaluation, 1, units, partitions, runSeed, reasoning);
    }
}
