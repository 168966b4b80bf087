package dev.hone.update;

import dev.hone.math.loss.LossStatistic;
import dev.hone.math.loss.LossStatistics;
import dev.hone.math.loss.Summary;
import dev.hone.metrics.Metric;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Metrics of the passes of one step: what concerns the samples is of the first pass, clipping is of all. */
final class PassMetrics {

    private final int completions;
    private final LossStatistics first = new LossStatistics();
    private final LossStatistics all = new LossStatistics();
    private double entropySum;
    private double klSum;
    private double klWeights;
    private double lossSum;
    private double normSum;
    private double learningRate;
    private int passes;

    /** @param completions that the passes are over */
    PassMetrics(int completions) {
        this.completions = completions;
    }

    /** Adds what one pass showed; returns its loss. */
    double add(List<PolicyPass.Observed> observed) {
        double loss = 0;
        for (PolicyPass.Observed part : observed) {
            loss += part.loss();
            all.add(part.statistics());
            if (passes == 0) {
                first.add(part.statistics());
                entropySum += part.entropySum();
                klSum += part.klWeight()
                        * part.statistics().of(LossStatistic.KL_TO_REFERENCE_K3).mean();
                klWeights += part.klWeight();
            }
        }
        lossSum += loss;
        passes++;
        return loss;
    }

    void add(OptimizerStep applied) {
        normSum += applied.gradientNorm();
        learningRate = applied.learningRate();
    }

    /** |log pi_old - log pi_sampler|. */
    Summary mismatch() {
        return first.of(LossStatistic.SAMPLER_DIFFERENCE);
    }

    SortedMap<String, Double> metrics() {
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put(Metric.POLICY_LOSS.key(), lossSum / passes);
        metrics.put(Metric.GRAD_NORM.key(), normSum / passes);
        metrics.put(Metric.LEARNING_RATE.key(), learningRate);
        Summary ratios = first.of(LossStatistic.RATIO);
        metrics.put(Metric.ENTROPY.key(), entropySum / Math.max(1, ratios.count()));
        if (klWeights > 0) {
            double kl = klSum / klWeights;
            metrics.put(Metric.KL.key(), kl);
            metrics.put(Metric.KL_PER_COMPLETION.key(), kl * ratios.count() / completions);
        }
        mean(Metric.KL_TO_OLD, all.of(LossStatistic.KL_TO_OLD_K3), metrics);
        clipping(metrics);
        mean(Metric.CORRECTION_WEIGHT_MEAN, all.of(LossStatistic.CORRECTION_WEIGHT), metrics);
        Summary difference = mismatch();
        mean(Metric.SAMPLING_LOGP_DIFFERENCE_MEAN, difference, metrics);
        Summary ratio = first.of(LossStatistic.SAMPLER_RATIO);
        mean(Metric.IMPORTANCE_SAMPLING_RATIO_MEAN, ratio, metrics);
        if (difference.count() > 0) {
            metrics.put(Metric.SAMPLING_LOGP_DIFFERENCE_MAX.key(), difference.max());
            metrics.put(Metric.IMPORTANCE_SAMPLING_RATIO_MIN.key(), ratio.min());
            metrics.put(Metric.IMPORTANCE_SAMPLING_RATIO_MAX.key(), ratio.max());
        }
        return metrics;
    }

    /** Only what the surrogate clips is there. */
    private void clipping(SortedMap<String, Double> metrics) {
        Summary low = all.of(LossStatistic.CLIPPED_LOW);
        Summary high = all.of(LossStatistic.CLIPPED_HIGH);
        mean(Metric.CLIP_RATIO_LOW_MEAN, low, metrics);
        mean(Metric.CLIP_RATIO_HIGH_MEAN, high, metrics);
        if (low.count() > 0) {
            metrics.put(Metric.CLIP_RATIO_REGION_MEAN.key(), low.mean() + high.mean());
        }
        mean(Metric.CLIP_RATIO_DUAL_MEAN, all.of(LossStatistic.CLIPPED_DUAL), metrics);
        mean(Metric.CLIP_RATIO_CISPO_MEAN, all.of(LossStatistic.CLIPPED_CISPO), metrics);
    }

    private static void mean(Metric metric, Summary summary, SortedMap<String, Double> metrics) {
        if (summary.count() > 0) {
            metrics.put(metric.key(), summary.mean());
        }
    }
}
