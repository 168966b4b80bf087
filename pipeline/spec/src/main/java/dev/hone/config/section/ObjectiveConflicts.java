package dev.hone.config.section;

import static dev.hone.config.section.AdvantageKeys.ADVANTAGE;
import static dev.hone.config.section.AdvantageKeys.DYNAMIC_SAMPLING;
import static dev.hone.config.section.AdvantageKeys.OVERLONG;
import static dev.hone.config.section.ObjectiveKeys.AGGREGATION;
import static dev.hone.config.section.ObjectiveKeys.CLIP_HIGH;
import static dev.hone.config.section.ObjectiveKeys.CLIP_LOW;
import static dev.hone.config.section.ObjectiveKeys.CORRECTION;
import static dev.hone.config.section.ObjectiveKeys.CORRECTION_MAX;
import static dev.hone.config.section.ObjectiveKeys.CORRECTION_MIN;
import static dev.hone.config.section.ObjectiveKeys.DUAL_CLIP;
import static dev.hone.config.section.ObjectiveKeys.ENTROPY_COEFFICIENT;
import static dev.hone.config.section.ObjectiveKeys.KL_COEFFICIENT;
import static dev.hone.config.section.ObjectiveKeys.KL_ESTIMATOR;
import static dev.hone.config.section.ObjectiveKeys.RATIO_MAX;
import static dev.hone.config.section.ObjectiveKeys.RATIO_MIN;
import static dev.hone.config.section.ObjectiveKeys.SURROGATE;

import dev.hone.config.key.Conflict;
import dev.hone.config.key.Key;
import dev.hone.config.key.Values;
import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.objective.AggregationKind;
import dev.hone.math.objective.CorrectionKind;
import dev.hone.math.objective.SurrogateKind;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Parts of an objective that do not go together. */
final class ObjectiveConflicts {

    static final List<Conflict> ALL = List.of(
            unused(CLIP_LOW, surrogate -> !surrogate.clips()),
            unused(CLIP_HIGH, surrogate -> !surrogate.clips()),
            unused(DUAL_CLIP, surrogate -> !surrogate.clips()),
            unused(RATIO_MIN, surrogate -> surrogate != SurrogateKind.CISPO),
            unused(RATIO_MAX, surrogate -> surrogate != SurrogateKind.CISPO),
            error(
                    RATIO_MIN,
                    Set.of(RATIO_MIN, RATIO_MAX),
                    values -> values.get(RATIO_MIN) > values.get(RATIO_MAX),
                    values -> "is above ratioMax, " + values.get(RATIO_MAX) + ". Swap them, or leave ratioMin out"),
            unusedLimit(CORRECTION_MIN),
            unusedLimit(CORRECTION_MAX),
            error(
                    CORRECTION_MIN,
                    Set.of(CORRECTION_MIN, CORRECTION_MAX),
                    values -> values.get(CORRECTION_MIN) > values.get(CORRECTION_MAX),
                    values -> "is above correctionMax, " + values.get(CORRECTION_MAX) + ". Swap them, or set it to 0"),
            error(
                    CORRECTION_MAX,
                    Set.of(CORRECTION_MAX),
                    values -> values.get(CORRECTION_MAX) == 0,
                    values -> "is 0, so nothing would be learned. Set it to 2, or correction to none"),
            error(
                    AGGREGATION,
                    Set.of(SURROGATE, AGGREGATION),
                    values -> oncePerCompletion(values) && !oneRatio(values.get(SURROGATE)),
                    values -> "sequence takes one number from each completion, but surrogate "
                            + values.get(SURROGATE).word()
                            + " has one for each token. Set aggregation to sequence_mean or token_mean"),
            error(
                    AGGREGATION,
                    Set.of(AGGREGATION, KL_COEFFICIENT, ENTROPY_COEFFICIENT, CORRECTION),
                    ObjectiveConflicts::onlyFirstTokensWouldCount,
                    values ->
                            "sequence takes one number from each completion, but KL, entropy and token-wise corrections"
                                    + " have one for each token. Set aggregation to sequence_mean, which is the same for this surrogate"),
            error(
                    AGGREGATION,
                    Set.of(SURROGATE, AGGREGATION),
                    values -> values.get(SURROGATE) == SurrogateKind.SEQUENCE
                            && values.get(AGGREGATION) != AggregationKind.SEQUENCE
                            && values.get(AGGREGATION) != AggregationKind.SEQUENCE_MEAN,
                    values -> values.get(AGGREGATION).word()
                            + " would count the one number that surrogate sequence has for a completion once for each of its"
                            + " tokens. Set aggregation to sequence_mean"),
            new Conflict(
                    KL_ESTIMATOR,
                    Set.of(KL_ESTIMATOR, KL_COEFFICIENT),
                    values -> values.isWritten(KL_ESTIMATOR) && values.get(KL_COEFFICIENT) == 0,
                    values ->
                            "has no effect, since klCoefficient is 0. Set klCoefficient above 0, such as 0.01, or leave it out",
                    Key.Severity.WARNING),
            error(
                    OVERLONG,
                    Set.of(OVERLONG, SamplingKeys.INFERENCE_MAX_TOKENS),
                    values -> values.get(OVERLONG).cacheTokens()
                            > values.get(OVERLONG).maxTokens(values.get(SamplingKeys.INFERENCE_MAX_TOKENS)),
                    values -> "cacheTokens is above maxTokens, "
                            + values.get(OVERLONG).maxTokens(values.get(SamplingKeys.INFERENCE_MAX_TOKENS))
                            + ". Set it to a fifth of maxTokens"),
            error(
                    OVERLONG,
                    Set.of(OVERLONG, SamplingKeys.INFERENCE_MAX_TOKENS),
                    values -> values.get(OVERLONG).maxTokens(values.get(SamplingKeys.INFERENCE_MAX_TOKENS))
                            > values.get(SamplingKeys.INFERENCE_MAX_TOKENS),
                    values -> "maxTokens is above inferenceMaxTokens, "
                            + values.get(SamplingKeys.INFERENCE_MAX_TOKENS)
                            + ", which no completion exceeds. Lower it, or leave it out"),
            error(
                    OVERLONG,
                    Set.of(OVERLONG, ADVANTAGE),
                    values -> values.get(ADVANTAGE) == AdvantageKind.MAXRL,
                    values ->
                            "takes from the reward, but advantage maxrl divides by the mean of rewards that are 0 or 1. Leave it"
                                    + " out, or choose another objective"),
            error(
                    DYNAMIC_SAMPLING,
                    Set.of(DYNAMIC_SAMPLING, ADVANTAGE),
                    values -> !values.get(ADVANTAGE).withinGroup(),
                    values -> "fills the batch round by round, but advantage "
                            + values.get(ADVANTAGE).word()
                            + " is scaled over the whole batch, which is not there yet when the first round is scored. Leave it"
                            + " out, or choose an advantage of the group alone: grpo, dr_grpo, rloo or maxrl"));

    private ObjectiveConflicts() {}

    private static boolean oncePerCompletion(Values values) {
        return values.get(AGGREGATION) == AggregationKind.SEQUENCE;
    }

    private static boolean oneRatio(SurrogateKind surrogate) {
        return surrogate == SurrogateKind.SEQUENCE || surrogate == SurrogateKind.GSPO;
    }

    private static boolean onlyFirstTokensWouldCount(Values values) {
        boolean tokenwise = values.get(KL_COEFFICIENT) > 0
                || values.get(ENTROPY_COEFFICIENT) > 0
                || values.get(CORRECTION).perToken();
        return oncePerCompletion(values)
                && tokenwise
                && values.find(SURROGATE).filter(ObjectiveConflicts::oneRatio).isPresent();
    }

    private static Conflict unused(Key<?> key, Predicate<SurrogateKind> withoutIt) {
        return error(
                key,
                Set.of(key, SURROGATE),
                values -> values.isWritten(key) && withoutIt.test(values.get(SURROGATE)),
                values -> "has no effect with surrogate "
                        + values.get(SURROGATE).word() + ". Leave it out, or set surrogate to "
                        + (key.equals(RATIO_MIN) || key.equals(RATIO_MAX) ? SurrogateKind.CISPO : SurrogateKind.CLIP)
                                .word());
    }

    private static Conflict unusedLimit(Key<?> key) {
        return error(
                key,
                Set.of(key, CORRECTION),
                values -> values.isWritten(key) && values.get(CORRECTION) == CorrectionKind.NONE,
                values -> "has no effect without a correction. Leave it out, or set correction to tis");
    }

    private static Conflict error(
            Key<?> at, Set<Key<?>> reads, Predicate<Values> holds, Function<Values, String> text) {
        return new Conflict(at, reads, holds, text, Key.Severity.ERROR);
    }
}
