package dev.hone.math.statistics;

import dev.hone.math.sampling.UniformNumbers;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The percentile bootstrap over pairs (Efron and Tibshirani 1993, chapter 13): prompts are drawn with replacement, the same ones for both
 * models, so that the interval of the difference knows that an easy prompt is easy for both. The same seed gives the same intervals.
 */
public final class PairedBootstrap {

    private static final double TAIL = 0.025;
    private static final long STREAM = 0x632BE59BD9B4E019L;

    private final long seed;
    private final int resamples;

    /**
     * A bootstrap.
     *
     * @param seed decides the draws
     * @param resamples number of resamples, at least 100
     */
    public PairedBootstrap(long seed, int resamples) {
        if (resamples < 100) {
            throw new IllegalArgumentException("resamples must be at least 100, got " + resamples);
        }
        this.seed = seed;
        this.resamples = resamples;
    }

    /**
     * Two models on the same prompts.
     *
     * @param base mean of the first with its 95 % interval
     * @param tuned mean of the second with its 95 % interval
     * @param difference mean of second minus first with its 95 % interval
     */
    public record Result(Interval base, Interval tuned, Interval difference) {}

    /**
     * Compares two models.
     *
     * @param base one value for each prompt, at least one (several samples of a prompt: their mean)
     * @param tuned values of the other model for the same prompts in the same order
     */
    public Result compare(double[] base, double[] tuned) {
        if (base.length == 0 || base.length != tuned.length) {
            throw new IllegalArgumentException(
                    "a paired comparison needs as many values of both models, at least one; got " + base.length
                            + " and " + tuned.length);
        }
        double[] baseMeans = new double[resamples];
        double[] tunedMeans = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            resample(base, tuned, r, baseMeans, tunedMeans);
        }
        double[] differences = IntStream.range(0, resamples)
                .mapToDouble(r -> tunedMeans[r] - baseMeans[r])
                .toArray();
        double baseMean = Arrays.stream(base).average().orElseThrow();
        double tunedMean = Arrays.stream(tuned).average().orElseThrow();
        return new Result(
                interval(baseMean, baseMeans),
                interval(tunedMean, tunedMeans),
                interval(tunedMean - baseMean, differences));
    }

    private void resample(double[] base, double[] tuned, int r, double[] baseMeans, double[] tunedMeans) {
        long stream = seed + STREAM * (r + 1L);
        int prompts = base.length;
        double baseSum = 0;
        double tunedSum = 0;
        for (int draw = 0; draw < prompts; draw++) {
            int prompt = (int) (UniformNumbers.uniform(stream, draw) * prompts);
            baseSum += base[prompt];
            tunedSum += tuned[prompt];
        }
        baseMeans[r] = baseSum / prompts;
        tunedMeans[r] = tunedSum / prompts;
    }

    private static Interval interval(double mean, double[] resampledMeans) {
        Arrays.sort(resampledMeans);
        return new Interval(mean, quantile(resampledMeans, TAIL), quantile(resampledMeans, 1 - TAIL));
    }

    /** Linear interpolation between order statistics, as numpy's default. */
    private static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
