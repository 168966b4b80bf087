package dev.hone.math.loss;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a policy loss is computed from. Rows may be ragged; every array has the same shape. A token outside the mask never matters,
 * whatever its values.
 *
 * @param current [B][T] log-probabilities (nats) of the sampled tokens under the policy that is trained
 * @param old [B][T] under the trainer's policy at the start of the step
 * @param sampler [B][T] as the sampler gave them; NaN where it gave none (its ratio is then 1)
 * @param reference [B][T] under the reference policy
 * @param entropies [B][T] of the current policy's distribution of each token, nats
 * @param mask [B][T] whether the token counts
 * @param advantages [B][T] advantage of each token
 */
public record LossBatch(
        double[][] current,
        double[][] old,
        Optional<double[][]> sampler,
        Optional<double[][]> reference,
        Optional<double[][]> entropies,
        boolean[][] mask,
        double[][] advantages) {

    public LossBatch {
        requireShape("old", old, mask);
        requireShape("current", current, mask);
        requireShape("advantages", advantages, mask);
        sampler.ifPresent(s -> requireShape("sampler", s, mask));
        reference.ifPresent(r -> requireShape("reference", r, mask));
        entropies.ifPresent(e -> requireShape("entropies", e, mask));
    }

    /** Number of completions, B. */
    public int rows() {
        return mask.length;
    }

    /** Number of tokens that count. */
    public long tokens() {
        long tokens = 0;
        for (boolean[] row : mask) {
            for (boolean counts : row) {
                tokens += counts ? 1 : 0;
            }
        }
        return tokens;
    }

    LossRow row(int b) {
        return new LossRow(
                current[b], old[b], rowOrUnknown(sampler, b), rowOrUnknown(reference, b), mask[b], advantages[b]);
    }

    private double[] rowOrUnknown(Optional<double[][]> table, int b) {
        return table.map(t -> t[b]).orElseGet(() -> {
            double[] unknown = new double[mask[b].length];
            Arrays.fill(unknown, Double.NaN);
            return unknown;
        });
    }

    private static void requireShape(String name, double[][] table, boolean[][] mask) {
        if (table.length != mask.length) {
            throw new IllegalArgumentException(name + " has " + table.length + " rows, the mask " + mask.length);
        }
        for (int b = 0; b < mask.length; b++) {
            if (table[b].length != mask[b].length) {
                throw new IllegalArgumentException(
                        name + "[" + b + "] has " + table[b].length + " tokens, the mask " + mask[b].length);
            }
        }
    }
}
