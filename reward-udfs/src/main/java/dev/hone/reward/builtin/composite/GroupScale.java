package dev.hone.reward.builtin.composite;

import java.util.Arrays;

/** What a reward is among those of its group. */
enum GroupScale {
    /** Itself. */
    NONE {
        @Override
        double[] of(double[] rewards) {
            return rewards.clone();
        }
    },
    /** Its distance from the mean in standard deviations (of the population); 0 where all are equal. */
    Z {
        @Override
        double[] of(double[] rewards) {
            double mean = Arrays.stream(rewards).average().orElse(0);
            double variance = Arrays.stream(rewards)
                    .map(reward -> (reward - mean) * (reward - mean))
                    .average()
                    .orElse(0);
            double deviation = Math.sqrt(variance);
            boolean areEqual = deviation <= ROUNDING * Math.max(1, Math.abs(mean));
            return Arrays.stream(rewards)
                    .map(reward -> areEqual ? 0 : (reward - mean) / deviation)
                    .toArray();
        }
    },
    /** The share of the others that it is better than, from 0 to 1; an equal one counts half. 0.5 for one alone. */
    RANK {
        @Override
        double[] of(double[] rewards) {
            return Arrays.stream(rewards).map(reward -> rank(reward, rewards)).toArray();
        }
    };

    private static final double ROUNDING = 1e-12;

    /** @param rewards [n] of the completions of one group that have one */
    abstract double[] of(double[] rewards);

    private static double rank(double reward, double[] rewards) {
        double below = Arrays.stream(rewards).filter(other -> other < reward).count();
        double equal = Arrays.stream(rewards).filter(other -> other == reward).count() - 1.0;
        return rewards.length == 1 ? 0.5 : (below + equal / 2) / (rewards.length - 1);
    }
}
