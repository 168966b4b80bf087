package dev.hone.config.section;

import dev.hone.config.key.Choice;
import dev.hone.config.key.Key;
import dev.hone.config.key.KeyTypes;
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
import java.util.OptionalDouble;
import java.util.function.Function;

/** The keys of the section {@code train} that say what is maximised: an objective by name, and each of its parts for itself. */
final class ObjectiveKeys {

    static final Key<Objective> OBJECTIVE = Key.of(
                    "objective",
                    Choice.of(Objective.values(), Objective::word),
                    "what is maximised; sets the keys below that say so, see the table")
            .or(Objective.GRPO);

    static final Key<SurrogateKind> SURROGATE = Key.of(
                    "surrogate",
                    Choice.of(SurrogateKind.values(), SurrogateKind::word),
                    "how a completion's log-probabilities are pushed along its advantage")
            .by(OBJECTIVE.name(), values -> values.find(OBJECTIVE).map(Objective::surrogate));

    static final Key<AggregationKind> AGGREGATION = Key.of(
                    "aggregation",
                    Choice.of(AggregationKind.values(), AggregationKind::word),
                    "how the losses of the step's tokens become one number")
            .by(OBJECTIVE.name(), values -> values.find(OBJECTIVE).map(Objective::aggregation));

    static final Key<Double> CLIP_LOW = Key.above(
                    Key.of("clipLow", KeyTypes.NUMBER, "lower clipping distance of the probability ratio"), 0)
            .where(value -> value <= 1, "must be at most 1")
            .by(OBJECTIVE.name(), values -> clip(values).map(ClipRange::low));

    static final Key<Double> CLIP_HIGH = Key.above(
                    Key.of("clipHigh", KeyTypes.NUMBER, "upper clipping distance of the probability ratio"), 0)
            .by(OBJECTIVE.name(), values -> clip(values).map(ClipRange::high));

    static final Key<Double> DUAL_CLIP = Key.above(
            Key.of(
                    "dualClip",
                    KeyTypes.NUMBER,
                    "where the advantage is below 0, the ratio counts as this at most; usually 3"),
            1);

    static final Key<Double> RATIO_MIN =
            Key.above(Key.of("ratioMin", KeyTypes.NUMBER, "least weight of a token under cispo; none by default"), 0);

    static final Key<Double> RATIO_MAX = Key.above(
                    Key.of(
                            "ratioMax",
                            KeyTypes.NUMBER,
                            "greatest weight of a token under cispo, not its distance from 1"),
                    0)
            .by(SURROGATE.name(), values -> values.find(SURROGATE)
                    .filter(surrogate -> surrogate == SurrogateKind.CISPO)
                    .map(surrogate -> Objective.CISPO_RATIO_MAX));

    static final Key<Double> KL_COEFFICIENT = Key.atLeast(
            Key.of("klCoefficient", KeyTypes.NUMBER, "weight of the KL divergence from the starting policy; 0: none")
                    .or(0.0),
            0,
            1_000);

    static final Key<KlEstimator> KL_ESTIMATOR = Key.of(
                    "klEstimator",
                    Choice.of(
                            KlEstimator.values(), estimator -> estimator.name().toLowerCase(Locale.ROOT)),
                    "how the KL divergence is estimated")
            .by(OBJECTIVE.name(), values -> values.find(OBJECTIVE).map(Objective::klEstimator));

    static final Key<CorrectionKind> CORRECTION = Key.of(
                    "correction",
                    Choice.of(CorrectionKind.values(), CorrectionKind::word),
                    "weight for the mismatch of sampler and trainer")
            .by(SURROGATE.name(), values -> values.find(SURROGATE).map(Objective::correction));

    static final Key<Double> CORRECTION_MIN =
            correctionLimit("correctionMin", "least ratio of trainer to sampler; 0: none", CorrectionKind::usualMin);

    static final Key<Double> CORRECTION_MAX =
            correctionLimit("correctionMax", "greatest ratio of trainer to sampler", CorrectionKind::usualMax);

    static final Key<Double> OFF_POLICY_DELTA = Key.above(
            Key.of(
                    "offPolicyDelta",
                    KeyTypes.NUMBER,
                    "completions with an advantage below 0 whose mean log-probability fell by more than this since sampling"
                            + " count 0, nats; off by default"),
            0);

    static final Key<Double> ENTROPY_COEFFICIENT = Key.atLeast(
            Key.of("entropyCoefficient", KeyTypes.NUMBER, "weight of the entropy bonus; 0: none")
                    .or(0.0),
            0,
            1_000);

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
                ? new ClipRange(values.get(CLIP_LOW), values.get(CLIP_HIGH), optional(values, DUAL_CLIP))
                : surrogate.usualClip();
        double ratioMax = values.find(RATIO_MAX).orElse(Objective.CISPO_RATIO_MAX);
        double kl = values.get(KL_COEFFICIENT);
        double entropy = values.get(ENTROPY_COEFFICIENT);
        return new ObjectiveSettings(
                surrogate.surrogate(clip, optional(values, RATIO_MIN), ratioMax),
                values.get(AGGREGATION),
                kl > 0 ? Optional.of(new KlPenalty(values.get(KL_ESTIMATOR), kl)) : Optional.empty(),
                correction(values),
                optional(values, OFF_POLICY_DELTA),
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
        return Key.atLeast(Key.of(name, KeyTypes.NUMBER, description), 0)
                .by(CORRECTION.name(), values -> values.find(CORRECTION)
                        .filter(kind -> kind != CorrectionKind.NONE)
                        .map(usual));
    }

    private static OptionalDouble optional(Values values, Key<Double> key) {
        return values.find(key).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }
}
