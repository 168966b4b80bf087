package dev.hone.export;

/**
 * A logged rollout with its log-probabilities at temperature 1 under three policies.
 *
 * @param rollout the rollout
 * @param base [T] under the base model
 * @param tuned [T] under the tuned policy, as it was in memory
 */
record ReplayedRollout(LoggedRollout rollout, float[] base, float[] tuned) {

    /** Greatest difference of these log-probabilities from others of the same tokens. */
    static double maxDifference(float[] left, float[] right) {
        if (left.length != right.length) {
            throw new IllegalArgumentException(left.length + " log-probabilities against " + right.length);
        }
        double max = 0;
        for (int t = 0; t < left.length; t++) {
            double difference = Math.abs((double) left[t] - right[t]);
            max = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(max, difference);
        }
        return max;
    }
}
