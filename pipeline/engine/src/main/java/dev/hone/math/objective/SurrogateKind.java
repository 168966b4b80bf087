package dev.hone.math.objective;

import dev.hone.math.loss.ClipRange;
import dev.hone.math.loss.Surrogate;
import java.util.Locale;
import java.util.OptionalDouble;

/** The surrogates by name; {@link dev.hone.math.loss.Surrogate} has their mathematics. */
public enum SurrogateKind {
    /** The clipped objective of each token's ratio. */
    CLIP(true),
    /** The clipped objective of the geometric mean of a completion's ratios. */
    GSPO(true),
    /** The value of GSPO with the gradient of each token's own log-probability. */
    GSPO_TOKEN(true),
    /** Each token's ratio as a capped constant weight on its log-probability. */
    CISPO(false),
    /** The log-probability alone, without a ratio. */
    REINFORCE(false),
    /** The clipped objective of the product of a completion's ratios. */
    SEQUENCE(true);

    private static final double PPO_CLIP = 0.2;
    private static final double GSPO_CLIP_LOW = 3e-4;
    private static final double GSPO_CLIP_HIGH = 4e-4;

    private final boolean clips;

    SurrogateKind(boolean clips) {
        this.clips = clips;
    }

    /** The word in a specification, such as {@code gspo_token}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a ratio is clipped around 1. */
    public boolean clips() {
        return clips;
    }

    /** The published range: a mean over a completion moves far less than a token's ratio. */
    public ClipRange usualClip() {
        boolean mean = this == GSPO || this == GSPO_TOKEN;
        return mean ? ClipRange.of(GSPO_CLIP_LOW, GSPO_CLIP_HIGH) : ClipRange.of(PPO_CLIP, PPO_CLIP);
    }

    /**
     * The surrogate itself.
     *
     * @param clip read where {@link #clips}
     * @param ratioMin CISPO's least weight, where there is one
     * @param ratioMax CISPO's greatest weight itself, not 1 + epsilon
     */
    public Surrogate surrogate(ClipRange clip, OptionalDouble ratioMin, double ratioMax) {
        return switch (this) {
            case CLIP -> new Surrogate.Clip(clip);
            case GSPO -> new Surrogate.SequenceMeanRatio(clip);
            case GSPO_TOKEN -> new Surrogate.SequenceMeanRatioPerToken(clip);
            case CISPO -> new Surrogate.Cispo(ratioMin, ratioMax);
            case REINFORCE -> new Surrogate.Reinforce();
            case SEQUENCE -> new Surrogate.SequenceRatio(clip);
        };
    }
}
