package dev.hone.math.advantage;

import java.util.Locale;

/** How the rewards of a prompt's completions become advantages. Every kind works within the group first; some then scale over the batch. */
public enum AdvantageKind {
    /** (R - mean) / (std + epsilon), GRPO, arXiv:2402.03300. */
    GRPO,
    /** R - mean, Dr. GRPO, arXiv:2503.20783. */
    DR_GRPO,
    /** R - mean of the other completions, RLOO, arXiv:2402.14740. */
    RLOO,
    /** (R - mean of the group) / (std of all rewards of the batch + epsilon). */
    BATCH_SCALED,
    /** RLOO, then (A - mean) / (std + epsilon) over the batch. */
    RLOO_NORMALIZED,
    /** R - mean, then whitened over all tokens of the batch with sqrt(variance(n - 1) + 1e-8): REINFORCE++-baseline as verl, arXiv:2501.03262. */
    REINFORCE_PP_BASELINE,
    /** The same with sqrt(max(variance(n), 1e-8)), as OpenRLHF. */
    REINFORCE_PP_BASELINE_OPENRLHF,
    /** (R - mean) / mean, 0 where the mean is 0; for rewards 0 and 1 only. MaxRL, arXiv:2602.02710. */
    MAXRL,
    /** Several rewards: each as GRPO within the group, their weighted sum whitened over the batch. GDPO, arXiv:2601.05242. */
    GDPO;

    private static final double MAXRL_EPSILON = 1e-6;

    /** The word in a specification, such as {@code dr_grpo}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether an advantage depends on its own group alone, so that leaving out other groups does not change it. */
    public boolean withinGroup() {
        return switch (this) {
            case GRPO, DR_GRPO, RLOO, MAXRL -> true;
            case BATCH_SCALED, RLOO_NORMALIZED, REINFORCE_PP_BASELINE, REINFORCE_PP_BASELINE_OPENRLHF, GDPO -> false;
        };
    }

    /**
     * Whether the lengths of the completions matter. The mean over tokens is not 0 then, so that a group of equal rewards has an advantage
     * too and is trained on, as in verl and OpenRLHF.
     */
    public boolean whitensTokens() {
        return this == REINFORCE_PP_BASELINE || this == REINFORCE_PP_BASELINE_OPENRLHF;
    }

    /** The epsilon that is usually added: that of the authors' program for MaxRL, TRL's for the others. */
    public double usualEpsilon() {
        return this == MAXRL ? MAXRL_EPSILON : GroupAdvantages.DEFAULT_EPSILON;
    }
}
