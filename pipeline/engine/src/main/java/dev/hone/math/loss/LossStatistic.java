package dev.hone.math.loss;

/** What a loss observes on its way, over the tokens that count unless said otherwise. */
public enum LossStatistic {
    /** r = pi / pi_old. */
    RATIO,
    /** d = log pi - log reference: k1. */
    KL_TO_REFERENCE_K1,
    /** d^2 / 2. */
    KL_TO_REFERENCE_K2,
    /** e^-d + d - 1. */
    KL_TO_REFERENCE_K3,
    /** -x with x = log pi - log pi_old. */
    KL_TO_OLD_K1,
    /** x^2 / 2. */
    KL_TO_OLD_K2,
    /** e^x - 1 - x. */
    KL_TO_OLD_K3,
    /** 1 where the ratio is below the range and the advantage below 0; per row for ratios of whole rows. */
    CLIPPED_LOW,
    /** 1 where the ratio is above the range and the advantage above 0; per row for ratios of whole rows. */
    CLIPPED_HIGH,
    /** 1 where the dual clip acts. */
    CLIPPED_DUAL,
    /** 1 where CISPO's cap acts on an advantage above 0. */
    CLIPPED_CISPO,
    /** The weight that the mismatch correction gave, per token or per row. */
    CORRECTION_WEIGHT,
    /** |log pi_old - log pi_sampler| where the sampler gave one. */
    SAMPLER_DIFFERENCE,
    /** pi_old / pi_sampler where the sampler gave one. */
    SAMPLER_RATIO
}
