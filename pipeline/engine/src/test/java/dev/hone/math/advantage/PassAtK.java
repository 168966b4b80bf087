package dev.hone.math.advantage;

/** The chance that at least one of k samples is right, without bias from n samples of which c were: arXiv:2107.03374. */
public final class PassAtK {

    private PassAtK() {}

    /**
     * 1 - C(n - c, k) / C(n, k), as a product that does not overflow.
     *
     * @param samples n, at least 1
     * @param correct c, 0 to n
     * @param k 1 to n
     */
    public static double of(int samples, int correct, int k) {
        if (samples < 1 || correct < 0 || correct > samples || k < 1 || k > samples) {
            throw new IllegalArgumentException(
                    "pass@k needs 0 <= correct <= samples and 1 <= k <= samples, got samples " + samples + ", correct "
                            + correct + ", k " + k);
        }
        if (samples - correct < k) {
            return 1;
        }
        double allWrong = 1;
        for (int i = 0; i < correct; i++) {
            allWrong *= (samples - k - i) / (double) (samples - i);
        }
        return 1 - allWrong;
    }
}
