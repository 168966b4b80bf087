package dev.hone.math.optim;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A learning rate for reinforcement where none is written: 1e-3 / sqrt(parameters / 1e6), at most 1e-3, for a low-rank adapter with
 * alpha 32.
 *
 * <p>This is a rule of thumb, not a law. The square root is fitted to three numbers: 1e-3 is right for a policy of 0.87 million parameters
 * (the quickstart); 1e-4 and 5e-5 were right, and 3e-4 collapsed, for one of 135 million (SmolLM2-135M, two tasks); 1e-5 was used for one
 * of 3 billion (TRL's reproduction of "LoRA Without Regret"). It gives 1e-3, 8.6e-5 and 1.8e-5 there. The greatest rate is the upper limit
 * of Amazon Bedrock's service.
 *
 * <p>What a step of AdamW moves a layer by is about rate · rank · scale: each of rank products changes by the rate, and the scale
 * multiplies their sum. With the usual scale of alpha / rank the rank drops out, as "LoRA Without Regret" (thinkingmachines.ai/blog/lora)
 * has measured, and twice the alpha asks for half the rate. The same text finds that training all parameters wants about a tenth.
 */
public final class LearningRateRule {

    private static final double OF_A_MILLION = 1e-3;
    private static final double GREATEST = 1e-3;
    private static final double USUAL_ALPHA = 32;
    private static final double SHARE_OF_ALL_PARAMETERS = 0.1;
    private static final MathContext TWO_DIGITS = new MathContext(2);

    private LearningRateRule() {}

    /**
     * The rate for a low-rank adapter, in two digits.
     *
     * @param parameters of the base model, at least 1
     * @param rank of the adapter, at least 1
     * @param scale factor on its product B A, usually alpha / rank
     */
    public static double lora(long parameters, int rank, double scale) {
        if (rank < 1 || !(scale > 0)) {
            throw new IllegalArgumentException("rank and scale must be above 0, got " + rank + " and " + scale);
        }
        return rounded(Math.min(GREATEST, bySize(parameters)) * USUAL_ALPHA / (rank * scale));
    }

    /** The rate for training all parameters, in two digits. */
    public static double allParameters(long parameters) {
        return rounded(Math.min(GREATEST, bySize(parameters)) * SHARE_OF_ALL_PARAMETERS);
    }

    private static double bySize(long parameters) {
        if (parameters < 1) {
            throw new IllegalArgumentException("a model has parameters, got " + parameters);
        }
        return OF_A_MILLION / Math.sqrt(parameters / 1e6);
    }

    private static double rounded(double rate) {
        return new BigDecimal(Math.min(GREATEST, rate)).round(TWO_DIGITS).doubleValue();
    }
}
