package dev.hone.math.loss;

import java.util.OptionalDouble;

/** The objective that pushes a token's log-probability along its advantage; r = pi / pi_old per token. */
public sealed interface Surrogate {

    /** Weighted sum of the losses of a row's tokens; adds its gradient by the current log-probabilities to {@code gradient} [T]. */
    double accumulate(LossRow row, double[] weights, double[] gradient);

    /** Adds the shares of clipped ratios. */
    void observe(LossRow row, LossStatistics statistics);

    /** The clipped objective of each token's r: PPO, GRPO (arXiv:2402.03300), DAPO, Dr. GRPO. */
    record Clip(ClipRange range) implements Surrogate {
        @Override
        public double accumulate(LossRow row, double[] weights, double[] gradient) {
            double sum = 0;
            for (int t = 0; t < weights.length; t++) {
                if (weights[t] != 0) {
                    double ratio = row.ratio(t);
                    sum += weights[t] * range.loss(ratio, row.advantages()[t]);
                    gradient[t] += range.gradient(weights[t], ratio, row.advantages()[t]);
                }
            }
            return sum;
        }

        @Override
        public void observe(LossRow row, LossStatistics statistics) {
            for (int t = 0; t < row.length(); t++) {
                if (row.mask()[t]) {
                    double ratio = row.ratio(t);
                    double advantage = row.advantages()[t];
                    range.observe(ratio, advantage, statistics);
                    range.dual().ifPresent(c -> statistics.add(LossStatistic.CLIPPED_DUAL, ratio > c && advantage < 0));
                }
            }
        }
    }

    /** GSPO, arXiv:2507.18071: the clipped objective of s = exp(mean over the row of log r). */
    record SequenceMeanRatio(ClipRange range) implements Surrogate {
        @Override
        public double accumulate(LossRow row, double[] weights, double[] gradient) {
            double ratio = Math.exp(row.mean(row::logRatio));
            return SequenceLoss.accumulate(range, ratio, 1.0 / Math.max(1, row.tokens()), row, weights, gradient);
        }

        @Override
        public void observe(LossRow row, LossStatistics statistics) {
            SequenceLoss.observe(range, Math.exp(row.mean(row::logRatio)), row, statistics);
        }
    }

    /** The clipped objective of exp(sum over the row of log r), as TRL's RLOO trainer; take it with {@link Aggregation.Sequence}. */
    record SequenceRatio(ClipRange range) implements Surrogate {
        @Override
        public double accumulate(LossRow row, double[] weights, double[] gradient) {
            return SequenceLoss.accumulate(range, Math.exp(row.sum(row::logRatio)), 1, row, weights, gradient);
        }

        @Override
        public void observe(LossRow row, LossStatistics statistics) {
            SequenceLoss.observe(range, Math.exp(row.sum(row::logRatio)), row, statistics);
        }
    }

    /** GSPO-token: the value of GSPO's s with the gradient of each token's own log-probability. */
    record SequenceMeanRatioPerToken(ClipRange range) implements Surrogate {
        @Override
        public double accumulate(LossRow row, double[] weights, double[] gradient) {
            double ratio = Math.exp(row.mean(row::logRatio));
            double sum = 0;
            for (int t = 0; t < weights.length; t++) {
                if (weights[t] != 0) {
                    sum += weights[t] * range.loss(ratio, row.advantages()[t]);
                    gradient[t] += range.gradient(weights[t], ratio, row.advantages()[t]);
                }
            }
            return sum;
        }

        @Override
        public void observe(LossRow row, LossStatistics statistics) {
            double ratio = Math.exp(row.mean(row::logRatio));
            for (int t = 0; t < row.length(); t++) {
                if (row.mask()[t]) {
                    range.observe(ratio, row.advantages()[t], statistics);
                }
            }
        }
    }

    /**
     * CISPO, arXiv:2506.13585: -sg(clamp(r)) A log pi.
     *
     * @param ratioMin least weight, where there is one
     * @param ratioMax greatest weight itself (not 1 + epsilon), such as 5
     */
    record Cispo(OptionalDouble ratioMin, double ratioMax) implements Surrogate {
        @Override
        public double accumulate(LossRow row, double[] weights, double[] gradient) {
            double sum = 0;
            for (int t = 0; t < weights.length; t++) {
                if (weights[t] != 0) {
                    double limited = Math.max(ratioMin.orElse(0), Math.min(ratioMax, row.ratio(t)));
                    double slope = -weights[t] * limited * row.advantages()[t];
                    sum += slope * row.current()[t];
                    gradient[t] += slope;
                }
            }
            return sum;
        }

        @Override
        public void observe(LossRow row, LossStatistics statistics) {
            for (int t = 0; t < row.length(); t++) {
                if (row.mask()[t]) {
                    boolean capped = row.ratio(t) > ratioMax && row.advantages()[t] > 0;
                    statistics.add(LossStatistic.CLIPPED_CISPO, capped);
                }
            }
        }
    }

    /** -A log pi: REINFORCE, without a ratio. */
    record Reinforce() implements Surrogate {
        @Override
        public double accumulate(LossRow row, double[] weights, double[] gradient) {
            double sum = 0;
            for (int t = 0; t < weights.length; t++) {
                if (weights[t] != 0) {
                    double slope = -weights[t] * row.advantages()[t];
                    sum += slope * row.current()[t];
                    gradient[t] += slope;
                }
            }
            return sum;
        }

        @Override
        public void observe(LossRow row, LossStatistics statistics) {}
    }
}
