package dev.hone.config.section;

import dev.hone.config.key.Key;
import dev.hone.config.key.Values;
import dev.hone.math.loss.ClipRange;
import dev.hone.math.loss.Correction;
import dev.hone.math.loss.EntropyBonus;
import dev.hone.math.loss.KlEstimator;
import dev.hone.math.loss.KlPenalty;
import dev.hone.math.objective.AggregationKind;
import dev.hone.math.objective.CorrectionKind;
import dev.hone.math.objective.Objective;
import dev.hone.math.objective.ObjectiveSettings;
import dev.hone.math.objective.SurrogateKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The keys of the section {@code train} that say what is maximised: an objective by name, and each of its parts for itself. */
final class ObjectiveKeys {

    static final Key<Objective> OBJECTIVE = Key.oneOf(
                    "objective",
                    Objective.values(),
                    Objective::word,
                    "what is maximised; sets the keys below that say so, see the table")
            .or(Objective.GRPO);

    static final Key<SurrogateKind> SURROGATE = Key.oneOf(
                    "surrogate",
                    SurrogateKind.values(),
                    SurrogateKind::word,
                    "how a completion's log-probabilities are pushed along its advantage")
            .by(OBJECTIVE.name(), values -> values.find(OBJECTIVE).map(Objective::surrogate));

    static final Key<AggregationKind> AGGREGATION = Key.oneOf(
                    "aggregation",
                    AggregationKind.values(),
                    AggregationKind::word,
                    "how the losses of the step's tokens become one number")
            .by(OBJECTIVE.name(), values -> values.find(OBJECTIVE).map(Objective::aggregation));

    static final Key<Double> CLIP_LOW = Key.number("clipLow", "lower clipping distance of the probability ratio")
            .above(0)
            .atMost(1)
            .by(OBJECTIVE.name(), values -> clip(values).map(ClipRange::low));

    static final Key<Double> CLIP_HIGH = Key.number("clipHigh", "upper clipping distance of the probability ratio")
            .above(0)
            .by(OBJECTIVE.name(), values -> clip(values).map(ClipRange::high));

    static final Key<Double> DUAL_CLIP = Key.number(
                    "dualClip", "where the advantage is below 0, the ratio counts as this at most; usually 3")
            .above(1)
            .optional();

    static final Key<Double> RATIO_MIN = Key.number("ratioMin", "least weight of a token under cispo; none by default")
            .above(0)
            .optional();

    static final Key<Double> RATIO_MAX = Key.number(
                    "ratioMax", "greatest weight of a token under cispo, not its distance from 1")
            .above(0)
            .by(SURROGATE.name(), values -> values.find(SURROGATE)
                    .filter(surrogate -> surrogate == SurrogateKind.CISPO)
                    .map(surrogate -> Objective.CISPO_RATIO_MAX));

    static final Key<Double> KL_COEFFICIENT = Key.number(
                    "klCoefficient", "weight of the KL divergence from the starting policy; 0: none")
            .atLeast(0)
            .atMost(1_000)
            .or(0.0);

    static final Key<KlEstimator> KL_ESTIMATOR = Key.oneOf(
                    "klEstimator",
                    KlEstimator.values(),
                    estimator -> estimator.name().toLowerCase(Locale.ROOT),
                    "how the KL divergence is estimated")
            .by(OBJECTIVE.name(), values -> values.find(OBJECTIVE).map(Objective::klEstimator));

    static final Key<CorrectionKind> CORRECTION = Key.oneOf(
                    "correction",
                    CorrectionKind.values(),
                    CorrectionKind::word,
                    "weight for the mismatch of sampler and trainer")
            .by(SURROGATE.name(), values -> values.find(SURROGATE).map(Objective::correction));

    static final Key<Double> CORRECTION_MIN =
            correctionLimit("correctionMin", "least ratio of trainer to sampler; 0: none", CorrectionKind::usualMin);

    static final Key<Double> CORRECTION_MAX =
            correctionLimit("correctionMax", "greatest ratio of trainer to sampler", CorrectionKind::usualMax);

    static final Key<Double> OFF_POLICY_DELTA = Key.number(
                    "offPolicyDelta",
                    "completions with an advantage below 0 whose mean log-probability fell by more than this since sampling"
                            + " count 0, nats; off by default")
            .above(0)
            .optional();

    static final Key<Double> ENTROPY_COEFFICIENT = Key.number(
                    "entropyCoefficient", "weight of the entropy bonus; 0: none")
            .atLeast(0)
            .atMost(1_000)
            .or(0.0);

    static final List<Key<?>> KEYS = List.of(
            SURROGATE,
            AGGREGATION,
            CLIP_LOW,
            CLIP_HIGH,
            DUAL_CLIP,
            RATIO_MIN,
            RATIO_MAX,
            KL_COEFFICIENT,
            KL_ESTIMATOR,
            CORRECTION,
            CORRECTION_MIN,
            CORRECTION_MAX,
            OFF_POLICY_DELTA,
            ENTROPY_COEFFICIENT);

    private ObjectiveKeys() {}

    static ObjectiveSettings objective(Values values) {
        SurrogateKind surrogate = values.get(SURROGATE);
        ClipRange clip = surrogate.clips()
                ? new ClipRange(values.get(CLIP_LOW), values.get(CLIP_HIGH), values.findDouble(DUAL_CLIP))
                : surrogate.usualClip();
        double ratioMax = values.find(RATIO_MAX).orElse(Objective.CISPO_RATIO_MAX);
        double kl = values.get(KL_COEFFICIENT);
        double entropy = values.get(ENTROPY_COEFFICIENT);
        return new ObjectiveSettings(
                surrogate.surrogate(clip, values.findDouble(RATIO_MIN), ratioMax),
                values.get(AGGREGATION),
                kl > 0 ? Optional.of(new KlPenalty(values.get(KL_ESTIMATOR), kl)) : Optional.empty(),
                correction(values),
                values.findDouble(OFF_POLICY_DELTA),
                entropy > 0 ? Optional.of(new EntropyBonus(entropy)) : Optional.empty());
    }

    private static Optional<Correction> correction(Values values) {
        CorrectionKind kind = values.get(CORRECTION);
        return kind == CorrectionKind.NONE
                ? Optional.empty()
                : kind.correction(values.get(CORRECTION_MIN), values.get(CORRECTION_MAX));
    }

    private static Optional<ClipRange> clip(Values values) {
        return values.find(OBJECTIVE)
                .flatMap(objective ->
                        values.find(SURROGATE).filter(SurrogateKind::clips).map(objective::clip));
    }

    private static Key<Double> correctionLimit(
            String name, String description, Function<CorrectionKind, Double> usual) {
        return Key.number(name, description).atLeast(0).by(CORRECTION.name(), values -> values.find(CORRECTION)
                .filter(kind -> kind != CorrectionKind.NONE)
                .map(usual));
    }
}
