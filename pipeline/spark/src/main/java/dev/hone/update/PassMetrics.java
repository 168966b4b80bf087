package dev.hone.update;

import dev.hone.math.loss.LossStatistic;
import dev.hone.math.loss.LossStatistics;
import dev.hone.math.loss.Summary;
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
        metrics.put("policy_loss", lossSum / passes);
        metrics.put("grad_norm", normSum / passes);
        metrics.put("learning_rate", learningRate);
        Summary ratios = first.of(LossStatistic.RATIO);
        metrics.put("entropy", entropySum / Math.max(1, ratios.count()));
        if (klWeights > 0) {
            double kl = klSum / klWeights;
            metrics.put("kl", kl);
            metrics.put("kl_per_completion", kl * ratios.count() / completions);
        }
        mean("kl_to_old", all.of(LossStatistic.KL_TO_OLD_K3), metrics);
        clipping(metrics);
        mean("sampling/correction_weight/mean", all.of(LossStatistic.CORRECTION_WEIGHT), metrics);
        Summary difference = mismatch();
        mean("sampling/sampling_logp_difference/mean", difference, metrics);
        Summary ratio = first.of(LossStatistic.SAMPLER_RATIO);
        mean("sampling/importance_sampling_ratio/mean", ratio, metrics);
        if (difference.count() > 0) {
            metrics.put("sampling/sampling_logp_difference/max", difference.max());
            metrics.put("sampling/importance_sampling_ratio/min", ratio.min());
            metrics.put("sampling/importance_sampling_ratio/max", ratio.max());
        }
        return metrics;
    }

    /** Only what the surrogate clips is there. */
    private void clipping(SortedMap<String, Double> metrics) {
        Summary low = all.of(LossStatistic.CLIPPED_LOW);
        Summary high = all.of(LossStatistic.CLIPPED_HIGH);
        mean("clip_ratio/low_mean", low, metrics);
        mean("clip_ratio/high_mean", high, metrics);
        if (low.count() > 0) {
            metrics.put("clip_ratio/region_mean", low.mean() + high.mean());
        }
        mean("clip_ratio/dual_mean", all.of(LossStatistic.CLIPPED_DUAL), metrics);
        mean("clip_ratio/cispo_mean", all.of(LossStatistic.CLIPPED_CISPO), metrics);
    }

    private static void mean(String name, Summary summary, SortedMap<String, Double> metrics) {
        if (summary.count() > 0) {
            metrics.put(name, summary.mean());
        }
    }
}
