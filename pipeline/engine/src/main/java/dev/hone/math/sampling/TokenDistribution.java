package dev.hone.math.sampling;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The distribution that a token is drawn from, over the vocabulary [V]: softmax of the logits after repetition penalty, temperature,
 * top-k, top-p and min-p, in this order, as in transformers. All in double precision.
 */
public final class TokenDistribution {

    /** Scores until the softmax, then probabilities. */
    private final double[] probabilities;

    private final BitSet dropped = new BitSet();

    private TokenDistribution(double[] scores) {
        this.probabilities = scores;
    }

    /** The distribution of settings without a repetition penalty; at temperature 0 all mass is on the greatest logit (the first of them). */
    public static TokenDistribution of(float[] logits, SamplingSettings settings) {
        double[] scores = new double[logits.length];
        for (int v = 0; v < scores.length; v++) {
            scores[v] = logits[v];
        }
        return of(scores, settings, 1, new int[0]);
    }

    /**
     * The distribution with a repetition penalty (arXiv:1909.05858): a positive logit of a token in the history is divided by it, a
     * negative one multiplied, once for each distinct token.
     *
     * @param repetitionPenalty above 0; 1 is none
     * @param history tokens so far
     */
    public static TokenDistribution of(
            double[] logits, SamplingSettings settings, double repetitionPenalty, int[] history) {
        if (!(repetitionPenalty > 0)) {
            throw new IllegalArgumentException("repetitionPenalty must be above 0, got " + repetitionPenalty);
        }
        TokenDistribution distribution = new TokenDistribution(logits.clone());
        distribution.penalise(repetitionPenalty, history);
        if (settings.temperature() == 0) {
            distribution.keepGreatest();
            return distribution;
        }
        distribution.divideBy(settings.temperature());
        distribution.keepTopK(settings.topK());
        distribution.softmax();
        distribution.keepTopP(settings.topP());
        distribution.keepMinP(settings.minP());
        distribution.normalise();
        return distribution;
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

    /** Number of tokens that no step has dropped. */
    public int kept() {
        return probabilities.length - dropped.cardinality();
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

    private void penalise(double penalty, int[] history) {
        BitSet seen = new BitSet();
        for (int token : history) {
            if (!seen.get(token)) {
                seen.set(token);
                double score = probabilities[token];
                probabilities[token] = score < 0 ? score * penalty : score / penalty;
            }
        }
    }

    private void keepGreatest() {
        int best = 0;
        for (int v = 1; v < probabilities.length; v++) {
            best = probabilities[v] > probabilities[best] ? v : best;
        }
        Arrays.fill(probabilities, 0);
        probabilities[best] = 1;
        dropped.set(0, probabilities.length);
        dropped.clear(best);
    }

    private void divideBy(double temperature) {
        for (int v = 0; v < probabilities.length; v++) {
            probabilities[v] /= temperature;
        }
    }

    /** Keeps the k greatest and all that tie with the last of them. */
    private void keepTopK(int k) {
        if (k > 0 && k < probabilities.length) {
            double[] sorted = probabilities.clone();
            Arrays.sort(sorted);
            dropBelow(sorted[sorted.length - k], Double.NEGATIVE_INFINITY);
        }
    }

    /** Keeps the most probable tokens up to and with the one whose mass crosses p. */
    private void keepTopP(double p) {
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
        dropBelow(sorted[at], 0);
    }

    private void keepMinP(double minP) {
        if (minP > 0) {
            dropBelow(minP * greatest(), 0);
        }
    }

    private void dropBelow(double least, double replacement) {
        for (int v = 0; v < probabilities.length; v++) {
            if (probabilities[v] < least) {
                probabilities[v] = replacement;
                dropped.set(v);
            }
        }
    }

    private void softmax() {
        double greatest = greatest();
        for (int v = 0; v < probabilities.length; v++) {
            probabilities[v] = Math.exp(probabilities[v] - greatest);
        }
        normalise();
    }

    private double greatest() {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double value : probabilities) {
            greatest = Math.max(greatest, value);
        }
        return greatest;
    }

    private void normalise() {
        double sum = 0;
        for (double weight : probabilities) {
            sum += weight;
        }
        for (int v = 0; v < probabilities.length; v++) {
            probabilities[v] /= sum;
        }
    }
}
