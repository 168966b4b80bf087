package dev.hone.math.advantage;

import java.util.function.DoubleBinaryOperator;

/**
 * Whitening over all tokens of a batch: (A - mean) / std, where a completion weighs as much as it has tokens. REINFORCE++-baseline,
 * arXiv:2501.03262; the two published programs differ in the deviation.
 */
final class TokenWhitening {

    private static final double VARIANCE_FLOOR = 1e-8;

    private TokenWhitening() {}

    static double[][] verl(double[][] advantages, double[][] rewards, int[][] tokens) {
        return whiten(
                advantages, rewards, tokens, (squares, n) -> Math.sqrt(squares / Math.max(1, n - 1) + VARIANCE_FLOOR));
    }

    static double[][] openRlhf(double[][] advantages, double[][] rewards, int[][] tokens) {
        return whiten(advantages, rewards, tokens, (squares, n) -> Math.sqrt(Math.max(squares / n, VARIANCE_FLOOR)));
    }

    private static double[][] whiten(
            double[][] advantages, double[][] rewards, int[][] tokens, DoubleBinaryOperator std) {
        double count = weightedSum(rewards, tokens, (p, g) -> 1);
        double mean = weightedSum(rewards, tokens, (p, g) -> advantages[p][g]) / Math.max(1, count);
        double squares = weightedSum(rewards, tokens, (p, g) -> Math.pow(advantages[p][g] - mean, 2));
        double scale = std.applyAsDouble(squares, Math.max(1, count));
        double[][] whitened = new double[rewards.length][];
        for (int p = 0; p < rewards.length; p++) {
            whitened[p] = new double[rewards[p].length];
            for (int g = 0; g < rewards[p].length; g++) {
                whitened[p][g] = Double.isNaN(rewards[p][g]) ? 0 : (advantages[p][g] - mean) / scale;
            }
        }
        return whitened;
    }

    private interface ValueAt {
        double of(int p, int g);
    }

    private static double weightedSum(double[][] rewards, int[][] tokens, ValueAt value) {
        double sum = 0;
        for (int p = 0; p < rewards.length; p++) {
            for (int g = 0; g < rewards[p].length; g++) {
                sum += Double.isNaN(rewards[p][g]) ? 0 : tokens[p][g] * value.of(p, g);
            }
        }
        return sum;
    }
}
