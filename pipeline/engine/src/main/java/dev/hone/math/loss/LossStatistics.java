package dev.hone.math.loss;

import java.util.EnumMap;
import java.util.Map;

/** Summaries of what a loss observed; those of micro-batches add up. */
public final class LossStatistics {

    private final Map<LossStatistic, Summary> summaries = new EnumMap<>(LossStatistic.class);

    /** The summary of a statistic; empty where nothing was observed. */
    public Summary of(LossStatistic statistic) {
        return summaries.getOrDefault(statistic, Summary.EMPTY);
    }

    /** Adds all observations of another micro-batch. */
    public void add(LossStatistics other) {
        other.summaries.forEach((statistic, summary) -> summaries.merge(statistic, summary, Summary::plus));
    }

    void add(LossStatistic statistic, double value) {
        summaries.put(statistic, of(statistic).plus(value));
    }

    void add(LossStatistic statistic, boolean holds) {
        add(statistic, holds ? 1 : 0);
    }

    /** Adds the ratios and divergences of a row's tokens. */
    void observe(LossRow row) {
        for (int t = 0; t < row.length(); t++) {
            if (row.mask()[t]) {
                observeRatio(row.logRatio(t));
                observeReference(row.current()[t] - row.reference()[t]);
                observeSampler(row.old()[t] - row.sampler()[t]);
            }
        }
    }

    private void observeRatio(double x) {
        add(LossStatistic.RATIO, Math.exp(x));
        add(LossStatistic.KL_TO_OLD_K1, -x);
        add(LossStatistic.KL_TO_OLD_K2, x * x / 2);
        add(LossStatistic.KL_TO_OLD_K3, Math.exp(x) - 1 - x);
    }

    private void observeReference(double d) {
        if (!Double.isNaN(d)) {
            add(LossStatistic.KL_TO_REFERENCE_K1, d);
            add(LossStatistic.KL_TO_REFERENCE_K2, d * d / 2);
            add(LossStatistic.KL_TO_REFERENCE_K3, Math.exp(-d) + d - 1);
        }
    }

    private void observeSampler(double mismatch) {
        if (!Double.isNaN(mismatch)) {
            add(LossStatistic.SAMPLER_DIFFERENCE, Math.abs(mismatch));
            add(LossStatistic.SAMPLER_RATIO, Math.exp(mismatch));
        }
    }
}
