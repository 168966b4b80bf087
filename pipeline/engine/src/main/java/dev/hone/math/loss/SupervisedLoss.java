package dev.hone.math.loss;

/** Masked cross-entropy of supervised fine-tuning: the mean of -log p over the labelled tokens of the whole optimizer step. */
public final class SupervisedLoss {

    private SupervisedLoss() {}

    /**
     * The loss of one micro-batch.
     *
     * @param value this micro-batch's part of the step's mean, in nats
     * @param gradient [B][T] d value / d logprobs: -1 / tokensOfStep at labelled tokens
     */
    public record Result(double value, double[][] gradient) {}

    /**
     * The part of a micro-batch.
     *
     * @param logprobs [B][T] log-probabilities of the labels
     * @param mask [B][T] whether the token is labelled
     * @param tokensOfStep labelled tokens of the whole step, at least 1
     */
    public static Result of(double[][] logprobs, boolean[][] mask, long tokensOfStep) {
        if (tokensOfStep < 1) {
            throw new IllegalArgumentException("a step needs at least one labelled token, got " + tokensOfStep);
        }
        double sum = 0;
        double[][] gradient = new double[logprobs.length][];
        for (int b = 0; b < logprobs.length; b++) {
            gradient[b] = new double[logprobs[b].length];
            for (int t = 0; t < logprobs[b].length; t++) {
                if (mask[b][t]) {
                    sum -= logprobs[b][t];
                    gradient[b][t] = -1.0 / tokensOfStep;
                }
            }
        }
        return new Result(sum / tokensOfStep, gradient);
    }
}
