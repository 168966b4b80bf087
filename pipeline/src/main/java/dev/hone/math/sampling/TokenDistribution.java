package dev.hone.math.sampling;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The distribution that a token is drawn from, over the vocabulary [V]: softmax of the logits after repetition penalty, temperature,
 * top-k, top-p and min-p, in this order, as in transformers. All in double precision.
 */
public final class TokenDistribution {

    private final double[] probabilities;

    private TokenDistribution(double[] probabilities) {
        this.probabilities = probabilities;
    }

    /** The distribution of settings without a repetition penalty; at temperature 0 all mass is on the greatest logit (the first of them). */
    public static TokenDistribution of(float[] logits, SamplingSettings settings) {
        return of(logits, settings, 1, new int[0]);
    }

    /**
     * The distribution with a repetition penalty (arXiv:1909.05858): a positive logit of a token in the history is divided by it, a
     * negative one multiplied, once for each distinct token.
     *
     * @param repetitionPenalty above 0; 1 is none
     * @param history tokens so far
     */
    public static TokenDistribution of(
            float[] logits, SamplingSettings settings, double repetitionPenalty, int[] history) {
        if (!(repetitionPenalty > 0)) {
            throw new IllegalArgumentException("repetitionPenalty must be above 0, got " + repetitionPenalty);
        }
        double[] scores = new double[logits.length];
        for (int v = 0; v < scores.length; v++) {
            scores[v] = logits[v];
        }
        penalise(scores, repetitionPenalty, history);
        if (settings.temperature() == 0) {
            return greedy(scores);
        }
        for (int v = 0; v < scores.length; v++) {
            scores[v] /= settings.temperature();
        }
        keepTopK(scores, settings.topK());
        double[] probabilities = softmax(scores);
        keepTopP(probabilities, settings.topP());
        keepMinP(probabilities, settings.minP());
        return new TokenDistribution(normalised(probabilities));
    }

    /** Log-probability of a token under softmax(logits / temperature), before any truncation; temperature 1 where it is 0. */
    public static double logprob(float[] logits, int token, double temperature) {
        double divisor = temperature == 0 ? 1 : temperature;
        double greatest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            greatest = Math.max(greatest, logit / divisor);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit / divisor - greatest);
        }
        return logits[token] / divisor - greatest - Math.log(sum);
    }

    /** [V] probabilities; those of dropped tokens are 0. */
    public double[] probabilities() {
        return probabilities.clone();
    }

    /**
     * The token whose share of the cumulative distribution, in the order of token ids, holds the number.
     *
     * @param uniform in [0, 1)
     */
    public int draw(double uniform) {
        double sum = 0;
        int last = 0;
        for (int v = 0; v < probabilities.length; v++) {
            if (probabilities[v] > 0) {
                last = v;
                sum += probabilities[v];
                if (uniform < sum) {
                    return v;
                }
            }
        }
        return last;
    }

    private static void penalise(double[] scores, double penalty, int[] history) {
        BitSet seen = new BitSet(scores.length);
        for (int token : history) {
            if (!seen.get(token)) {
                seen.set(token);
                scores[token] = scores[token] < 0 ? scores[token] * penalty : scores[token] / penalty;
            }
        }
    }

    private static TokenDistribution greedy(double[] scores) {
        int best = 0;
        for (int v = 1; v < scores.length; v++) {
            best = scores[v] > scores[best] ? v : best;
        }
        double[] probabilities = new double[scores.length];
        probabilities[best] = 1;
        return new TokenDistribution(probabilities);
    }

    /** Keeps the k greatest and all that tie with the last of them. */
    private static void keepTopK(double[] scores, int k) {
        if (k == 0 || k >= scores.length) {
            return;
        }
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double least = sorted[sorted.length - k];
        for (int v = 0; v < scores.length; v++) {
            scores[v] = scores[v] < least ? Double.NEGATIVE_INFINITY : scores[v];
        }
    }

    /** Keeps the most probable tokens up to and with the one whose mass crosses p. */
    private static void keepTopP(double[] probabilities, double p) {
        if (p >= 1) {
            return;
        }
        double[] sorted = probabilities.clone();
        Arrays.sort(sorted);
        int at = sorted.length - 1;
        double mass = sorted[at];
        while (mass < p && at > 0) {
            at--;
            mass += sorted[at];
        }
        dropBelow(probabilities, sorted[at]);
    }

    private static void keepMinP(double[] probabilities, double minP) {
        double greatest = Arrays.stream(probabilities).max().orElse(0);
        dropBelow(probabilities, minP * greatest);
    }

    private static void dropBelow(double[] probabilities, double least) {
        for (int v = 0; v < probabilities.length; v++) {
            probabilities[v] = probabilities[v] < least ? 0 : probabilities[v];
        }
    }

    private static double[] softmax(double[] scores) {
        double greatest = Arrays.stream(scores).max().orElse(0);
        double[] probabilities = new double[scores.length];
        for (int v = 0; v < scores.length; v++) {
            probabilities[v] = Math.exp(scores[v] - greatest);
        }
        return normalised(probabilities);
    }

    private static double[] normalised(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int v = 0; v < weights.length; v++) {
            weights[v] /= sum;
        }
        return weights;
    }
}
