package dev.hone.math.objective;

import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.loss.ClipRange;
import dev.hone.math.loss.KlEstimator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Published objectives by name: what belongs together. None has a KL term or an entropy bonus unless it is asked for. */
public enum Objective {
    GRPO(
            AdvantageKind.GRPO,
            SurrogateKind.CLIP,
            AggregationKind.SEQUENCE_MEAN,
            "arXiv:2402.03300",
            "the reference that others are compared with; each completion weighs the same"),
    DR_GRPO(
            AdvantageKind.DR_GRPO,
            SurrogateKind.CLIP,
            AggregationKind.CONSTANT,
            "arXiv:2503.20783",
            "answers that grow longer without growing better; no division by deviation or length"),
    DAPO(
            AdvantageKind.GRPO,
            SurrogateKind.CLIP,
            AggregationKind.TOKEN_MEAN,
            "arXiv:2503.14476",
            "long reasoning: each token weighs the same, and rare tokens may rise further; goes with dynamicSampling and overlong"),
    GSPO(
            AdvantageKind.GRPO,
            SurrogateKind.GSPO,
            AggregationKind.SEQUENCE_MEAN,
            "arXiv:2507.18071",
            "several updates a step, or mixture-of-experts models: one ratio for a completion"),
    GSPO_TOKEN(
            AdvantageKind.GRPO,
            SurrogateKind.GSPO_TOKEN,
            AggregationKind.SEQUENCE_MEAN,
            "arXiv:2507.18071, section on GSPO-token",
            "GSPO where tokens of a completion have different advantages"),
    CISPO(
            AdvantageKind.GRPO,
            SurrogateKind.CISPO,
            AggregationKind.TOKEN_MEAN,
            "arXiv:2506.13585, cap arXiv:2510.13786",
            "several updates a step without losing the gradient of any token: ratios are capped, not clipped"),
    RLOO(
            AdvantageKind.RLOO,
            SurrogateKind.SEQUENCE,
            AggregationKind.SEQUENCE_MEAN,
            "arXiv:2402.14740, as TRL's trainer",
            "short answers; an unbiased baseline of the other completions"),
    REINFORCE(
            AdvantageKind.DR_GRPO,
            SurrogateKind.REINFORCE,
            AggregationKind.SEQUENCE_SUM,
            "Williams 1992, baseline of the group",
            "one update a step and nothing to tune: reward less the group's mean"),
    REINFORCE_PP_BASELINE(
            AdvantageKind.REINFORCE_PP_BASELINE,
            SurrogateKind.CLIP,
            AggregationKind.TOKEN_MEAN,
            "arXiv:2501.03262, whitened as verl",
            "small groups, whose own deviation is noise: advantages are whitened over the batch"),
    REINFORCE_PP_BASELINE_OPENRLHF(
            AdvantageKind.REINFORCE_PP_BASELINE_OPENRLHF,
            SurrogateKind.CLIP,
            AggregationKind.TOKEN_MEAN,
            "arXiv:2501.03262, whitened as OpenRLHF",
            "the same with OpenRLHF's deviation"),
    GDPO(
            AdvantageKind.GDPO,
            SurrogateKind.CLIP,
            AggregationKind.SEQUENCE_MEAN,
            "arXiv:2601.05242",
            "several rewards (kind weighted), each of which is to count: each is normalised before they are added"),
    MAXRL(
            AdvantageKind.MAXRL,
            SurrogateKind.CLIP,
            AggregationKind.SEQUENCE_MEAN,
            "arXiv:2602.02710, algorithm 1",
            "rewards of 0 and 1 where prompts that are rarely solved matter most");

    /** CISPO's cap, the greatest weight itself. */
    public static final double CISPO_RATIO_MAX = 5;

    private static final double CLIP_HIGHER = 0.28;

    private final AdvantageKind advantage;
    private final SurrogateKind surrogate;
    private final AggregationKind aggregation;
    private final String source;
    private final String advice;

    Objective(
            AdvantageKind advantage,
            SurrogateKind surrogate,
            AggregationKind aggregation,
            String source,
            String advice) {
        this.advantage = advantage;
        this.surrogate = surrogate;
        this.aggregation = aggregation;
        this.source = source;
        this.advice = advice;
    }

    /** The word in a specification, such as {@code dr_grpo}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public AdvantageKind advantage() {
        return advantage;
    }

    public SurrogateKind surrogate() {
        return surrogate;
    }

    public AggregationKind aggregation() {
        return aggregation;
    }

    /** The clip range that goes with the surrogate that is used, this objective's own or another. */
    public ClipRange clip(SurrogateKind used) {
        ClipRange usual = used.usualClip();
        return this == DAPO && used == surrogate ? ClipRange.of(usual.low(), CLIP_HIGHER) : usual;
    }

    /** The estimator of a KL term: the paper on REINFORCE++ takes the one whose gradient is the divergence's. */
    public KlEstimator klEstimator() {
        return advantage.whitensTokens() ? KlEstimator.K2 : KlEstimator.K3;
    }

    /** The correction that goes with a surrogate: one weight for a completion where the surrogate has one ratio for it. */
    public static CorrectionKind correction(SurrogateKind used) {
        return used == SurrogateKind.SEQUENCE ? CorrectionKind.SEQUENCE_TRUNCATE : CorrectionKind.TIS;
    }

    /** Where the formula was published. */
    public String source() {
        return source;
    }

    /** When to choose it, in half a sentence. */
    public String advice() {
        return advice;
    }

    /** The loss as published, with the correction that goes with it. */
    public ObjectiveSettings settings() {
        return new ObjectiveSettings(
                surrogate.surrogate(clip(surrogate), OptionalDouble.empty(), CISPO_RATIO_MAX),
                aggregation,
                Optional.empty(),
                correction(surrogate).usual(),
                OptionalDouble.empty(),
                Optional.empty());
    }
}
