package dev.hone.math.loss;

/** One completion of a {@link LossBatch}, each array [T]; an unknown sampler or reference is NaN. */
record LossRow(
        double[] current, double[] old, double[] sampler, double[] reference, boolean[] mask, double[] advantages) {

    int length() {
        return mask.length;
    }

    /** n, the number of tokens that count. */
    int tokens() {
        int tokens = 0;
        for (boolean counts : mask) {
            tokens += counts ? 1 : 0;
        }
        return tokens;
    }

    /** The first token that counts; 0 of an empty row. */
    int first() {
        for (int t = 0; t < mask.length; t++) {
            if (mask[t]) {
                return t;
            }
        }
        return 0;
    }

    /** log pi - log pi_old of a token. */
    double logRatio(int t) {
        return current[t] - old[t];
    }

    /** r = pi / pi_old of a token. */
    double ratio(int t) {
        return Math.exp(logRatio(t));
    }

    /** log pi_old - log pi_sampler of a token; 0 where the sampler gave none. */
    double logMismatch(int t) {
        double difference = old[t] - sampler[t];
        return Double.isNaN(difference) ? 0 : difference;
    }

    /** Sum over the tokens that count. */
    double sum(OfToken value) {
        double sum = 0;
        for (int t = 0; t < mask.length; t++) {
            if (mask[t]) {
                sum += value.at(t);
            }
        }
        return sum;
    }

    /** Mean over the tokens that count; 0 of an empty row. */
    double mean(OfToken value) {
        return sum(value) / Math.max(1, tokens());
    }

    /** A number for each token. */
    interface OfToken {
        double at(int t);
    }
}
