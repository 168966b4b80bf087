package dev.hone.math.sampling;

import java.util.OptionalDouble;

/**
 * How often a prompt is worth sampling: weight = least + (1 - least) · 4 p (1 - p), with p the share of its completions that were right.
 * 4 p (1 - p) is the variance of one answer, scaled to reach 1 at p = 1/2: without variance a group has no signal. As sampling weight:
 * "Learning to Reason at the Frontier of Learnability", arXiv:2502.12272.
 *
 * @param least weight of prompts that are always or never solved, above 0 and at most 1
 */
public record PassRateWeight(double least) {

    public PassRateWeight {
        if (!(least > 0 && least <= 1)) {
            throw new IllegalArgumentException("leastWeight must be above 0 and at most 1, got " + least);
        }
    }

    /** The weight, from least to 1; 1 where nothing is known. */
    public double of(OptionalDouble passRate) {
        if (passRate.isEmpty()) {
            return 1;
        }
        double p = passRate.getAsDouble();
        return least + (1 - least) * 4 * p * (1 - p);
    }
}
