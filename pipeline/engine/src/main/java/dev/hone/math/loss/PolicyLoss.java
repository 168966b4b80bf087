package dev.hone.math.loss;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A policy-gradient loss: sum over tokens of weight * (correction * surrogate + beta * KL - coefficient * entropy).
 *
 * @param surrogate the objective of a token or a row
 * @param kl the penalty for leaving the reference
 * @param correction the weight for the mismatch of trainer and sampler
 * @param offPolicyDelta rows with an advantage below 0 whose mean of (sampler - current) is above this count 0, arXiv:2512.02556
 * @param entropy the reward for staying undecided
 * @param aggregation how tokens are averaged
 */
public record PolicyLoss(
        Surrogate surrogate,
        Optional<KlPenalty> kl,
        Optional<Correction> correction,
        OptionalDouble offPolicyDelta,
        Optional<EntropyBonus> entropy,
        Aggregation aggregation) {

    /**
     * The loss of a batch, or of one micro-batch of a step.
     *
     * @param value this micro-batch's part of the step's loss
     * @param gradient [B][T] d value / d current log-probabilities
     * @param entropyGradient [B][T] d value / d entropies; empty without an entropy bonus
     * @param statistics what was observed
     */
    public record Result(
            double value, double[][] gradient, Optional<double[][]> entropyGradient, LossStatistics statistics) {}

    /** The loss of a step that is this one batch. */
    public Result of(LossBatch batch) {
        return of(batch, StepTotals.of(batch));
    }

    /** A micro-batch's part of the loss of a step with these totals. */
    public Result of(LossBatch batch, StepTotals totals) {
        if (kl.isPresent() && batch.reference().isEmpty()) {
            throw new IllegalArgumentException("a KL penalty needs reference log-probabilities");
        }
        if (entropy.isPresent() && batch.entropies().isEmpty()) {
            throw new IllegalArgumentException("an entropy bonus needs entropies");
        }
        LossStatistics statistics = new LossStatistics();
        double[][] gradient = new double[batch.rows()][];
        Optional<double[][]> entropyGradient = entropy.map(bonus -> new double[batch.rows()][]);
        double value = 0;
        for (int b = 0; b < gradient.length; b++) {
            LossRow row = batch.row(b);
            gradient[b] = new double[row.length()];
            double[] weights = aggregation.weights(row, totals);
            value += accumulate(row, weights, gradient[b], statistics);
            if (entropy.isPresent()) {
                entropyGradient.get()[b] = new double[row.length()];
                value += entropy.get()
                        .accumulate(
                                batch.entropies().get()[b],
                                weights,
                                entropyGradient.get()[b]);
            }
            statistics.observe(row);
            surrogate.observe(row, statistics);
        }
        return new Result(value, gradient, entropyGradient, statistics);
    }

    private double accumulate(LossRow row, double[] weights, double[] gradient, LossStatistics statistics) {
        double[] corrected = weights.clone();
        correction.ifPresent(c -> multiply(corrected, c.weights(row, statistics)));
        offPolicyDelta.ifPresent(delta -> dropOffPolicy(row, delta, corrected));
        double sum = surrogate.accumulate(row, corrected, gradient);
        return kl.isPresent() ? sum + kl.get().accumulate(row, weights, gradient) : sum;
    }

    private static void dropOffPolicy(LossRow row, double delta, double[] weights) {
        double drift = row.mean(t -> {
            double difference = row.sampler()[t] - row.current()[t];
            return Double.isNaN(difference) ? 0 : difference;
        });
        for (int t = 0; t < weights.length; t++) {
            weights[t] = drift > delta && row.advantages()[t] < 0 ? 0 : weights[t];
        }
    }

    private static void multiply(double[] weights, double[] factors) {
        for (int t = 0; t < weights.length; t++) {
            weights[t] *= factors[t];
        }
    }
}
