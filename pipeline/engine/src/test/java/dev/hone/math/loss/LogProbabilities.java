package dev.hone.math.loss;

/** Log-probabilities and entropies of a softmax over a vocabulary, in nats; the temperature divides the logits. */
public final class LogProbabilities {

    private LogProbabilities() {}

    /**
     * log softmax(logits / temperature).
     *
     * @param logits [V], minus infinity for a token that cannot occur
     * @param temperature above 0
     * @return [V]
     */
    public static double[] logSoftmax(double[] logits, double temperature) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            greatest = Math.max(greatest, logit / temperature);
        }
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit / temperature - greatest);
        }
        double logSum = Math.log(sum);
        double[] logprobs = new double[logits.length];
        for (int v = 0; v < logits.length; v++) {
            logprobs[v] = logits[v] / temperature - greatest - logSum;
        }
        return logprobs;
    }

    /** -sum of p log p of log-probabilities [V]. */
    public static double entropy(double[] logprobs) {
        double entropy = 0;
        for (double logprob : logprobs) {
            entropy -= logprob == Double.NEGATIVE_INFINITY ? 0 : Math.exp(logprob) * logprob;
        }
        return entropy;
    }

    /**
     * Adds slope * d logprob[chosen] / d logits = slope * (onehot - p) / temperature.
     *
     * @param logprobs [V] from {@link #logSoftmax}
     * @param gradient [V] is added to
     */
    public static void addLogitGradient(
            double[] logprobs, int chosen, double temperature, double slope, double[] gradient) {
        for (int v = 0; v < logprobs.length; v++) {
            gradient[v] -= slope * Math.exp(logprobs[v]) / temperature;
        }
        gradient[chosen] += slope / temperature;
    }

    /**
     * Adds slope * d entropy / d logits = -slope * p (log p + entropy) / temperature.
     *
     * @param logprobs [V] from {@link #logSoftmax}
     * @param gradient [V] is added to
     */
    public static void addEntropyGradient(double[] logprobs, double temperature, double slope, double[] gradient) {
        double entropy = entropy(logprobs);
        for (int v = 0; v < logprobs.length; v++) {
            if (logprobs[v] != Double.NEGATIVE_INFINITY) {
                gradient[v] -= slope * Math.exp(logprobs[v]) * (logprobs[v] + entropy) / temperature;
            }
        }
    }
}
