package dev.hone.settings;

import dev.hone.math.sampling.SamplingSettings;
import java.io.Serializable;

/**
 * How the completions of a prompt are sampled.
 *
 * @param sampling temperature, truncation, length and stop strings
 * @param samplesPerPrompt G, size of a group, at least 1
 */
public record RolloutSettings(SamplingSettings sampling, int samplesPerPrompt) implements Serializable {

    public RolloutSettings {
        if (samplesPerPrompt < 1) {
            throw new IllegalArgumentException("samplesPerPrompt must be at least 1, got " + samplesPerPrompt);
        }
    }

    /** The same with one completion for each prompt at another temperature (0 is greedy): how a policy is evaluated. */
    public RolloutSettings evaluatedAt(double temperature) {
        return new RolloutSettings(
                new SamplingSettings(temperature, 0, 1, 0, sampling.maxNewTokens(), sampling.stopStrings()), 1);
    }
}
