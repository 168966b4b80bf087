package dev.hone.config.section;

import dev.hone.config.key.Key;
import dev.hone.config.key.Section;
import dev.hone.config.key.SectionType;
import dev.hone.config.key.Values;
import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.objective.Objective;
import dev.hone.settings.AdvantageSettings;
import dev.hone.settings.OverlongShaping;
import java.util.List;
import java.util.Optional;

/** The keys of the section {@code train} that say how rewards become advantages, and which groups take part. */
final class AdvantageKeys {

    static final Key<AdvantageKind> ADVANTAGE = Key.oneOf(
                    "advantage", AdvantageKind.values(), AdvantageKind::word, "how rewards become advantages")
            .by(ObjectiveKeys.OBJECTIVE.name(), values -> values.find(ObjectiveKeys.OBJECTIVE)
                    .map(Objective::advantage));

    static final Key<Double> ADVANTAGE_EPSILON = Key.number(
                    "advantageEpsilon", "added to the deviation that advantages are divided by")
            .atLeast(0)
            .atMost(1_000)
            .by(ADVANTAGE.name(), values -> values.find(ADVANTAGE).map(AdvantageKind::usualEpsilon));

    static final Key<Boolean> FILTER_ON_OUTCOME = Key.flag(
                    "filterOnOutcome", "whether a group with equal outcomes is dropped even where its rewards differ")
            .or(false);

    static final Key<Integer> OVERLONG_CACHE_TOKENS = Key.integer(
                    "cacheTokens", "length of the part before maxTokens in which the penalty grows, tokens")
            .atLeast(0)
            .atMost(100_000_000)
            .mustBeWritten();

    static final Key<Integer> OVERLONG_MAX_TOKENS = Key.integer(
                    "maxTokens", "length from which on the whole penalty is due, tokens; inferenceMaxTokens by default")
            .atLeast(1)
            .atMost(100_000_000)
            .optional();

    static final Key<Double> OVERLONG_PENALTY = Key.number(
                    "penalty", "what the longest completions lose of their reward")
            .above(0)
            .atMost(1_000_000)
            .or(1.0);

    static final Key<OverlongSpec> OVERLONG = SectionType.optional(new Section<>(
            "overlong",
            "a penalty that grows with the length of a completion, taken off its reward before advantages (DAPO); off by default",
            List.of(OVERLONG_CACHE_TOKENS, OVERLONG_MAX_TOKENS, OVERLONG_PENALTY),
            values -> new OverlongSpec(
                    values.get(OVERLONG_CACHE_TOKENS),
                    values.find(OVERLONG_MAX_TOKENS),
                    values.get(OVERLONG_PENALTY))));

    static final Key<Integer> MAX_ROUNDS = Key.integer(
                    "maxRounds", "rounds of sampling in a step, the first included; what is missing then stays missing")
            .where(value -> value >= 2, "must be at least 2, since the first round is that of the batch itself")
            .atMost(1_000)
            .or(4);

    static final Key<Integer> DYNAMIC_SAMPLING = SectionType.optional(new Section<>(
            "dynamicSampling",
            "groups without signal are replaced by further prompts until the batch is full (DAPO); off by default",
            List.of(MAX_ROUNDS),
            values -> values.get(MAX_ROUNDS)));

    static final List<Key<?>> KEYS =
            List.of(ADVANTAGE, ADVANTAGE_EPSILON, FILTER_ON_OUTCOME, OVERLONG, DYNAMIC_SAMPLING);

    private AdvantageKeys() {}

    /**
     * Overlong shaping as written.
     *
     * @param maxTokens the sampler's limit where it is not written
     */
    record OverlongSpec(int cacheTokens, Optional<Integer> maxTokens, double penalty) {

        int maxTokens(int inferenceMaxTokens) {
            return maxTokens.orElse(inferenceMaxTokens);
        }
    }

    static AdvantageSettings settings(Values values) {
        int limit = values.get(SamplingKeys.INFERENCE_MAX_TOKENS);
        return new AdvantageSettings(
                values.get(ADVANTAGE),
                values.get(ADVANTAGE_EPSILON),
                values.get(FILTER_ON_OUTCOME),
                values.find(OVERLONG)
                        .map(spec -> new OverlongShaping(spec.maxTokens(limit), spec.cacheTokens(), spec.penalty())));
    }
}
