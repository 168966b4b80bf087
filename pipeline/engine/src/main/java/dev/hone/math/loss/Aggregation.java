package dev.hone.math.loss;

/** How the losses of tokens become one number: the weight of each token, which divides by totals of the whole step. */
public sealed interface Aggregation {

    /** [T] the weight of each token of a row; 0 outside the mask. */
    double[] weights(LossRow row, StepTotals totals);

    /** Mean over all rows of the mean over the row's tokens (GRPO); an empty row gives 0 and counts. */
    record SequenceMean() implements Aggregation {
        @Override
        public double[] weights(LossRow row, StepTotals totals) {
            return spread(row, 1.0 / totals.rows() / Math.max(1, row.tokens()));
        }
    }

    /** Sum over tokens divided by the tokens of the step (DAPO): each token weighs the same. */
    record TokenMean() implements Aggregation {
        @Override
        public double[] weights(LossRow row, StepTotals totals) {
            return spread(row, 1.0 / totals.tokens());
        }
    }

    /**
     * Sum over tokens divided by rows times a constant (Dr. GRPO).
     *
     * @param maxCompletionTokens the longest completion that the sampler allows
     */
    record Constant(int maxCompletionTokens) implements Aggregation {
        public Constant {
            if (maxCompletionTokens < 1) {
                throw new IllegalArgumentException(
                        "maxCompletionTokens must be at least 1, got " + maxCompletionTokens);
            }
        }

        @Override
        public double[] weights(LossRow row, StepTotals totals) {
            return spread(row, 1.0 / totals.rows() / maxCompletionTokens);
        }
    }

    /** Mean over rows of the sum over the row's tokens. */
    record SequenceSum() implements Aggregation {
        @Override
        public double[] weights(LossRow row, StepTotals totals) {
            return spread(row, 1.0 / totals.rows());
        }
    }

    /** Mean over rows of a loss that is the same for every token of the row: taken once, from the first that counts. */
    record Sequence() implements Aggregation {
        @Override
        public double[] weights(LossRow row, StepTotals totals) {
            double[] weights = new double[row.length()];
            if (weights.length > 0) {
                weights[row.first()] = 1.0 / totals.rows();
            }
            return weights;
        }
    }

    private static double[] spread(LossRow row, double weight) {
        double[] weights = new double[row.length()];
        for (int t = 0; t < weights.length; t++) {
            weights[t] = row.mask()[t] ? weight : 0;
        }
        return weights;
    }
}
