package dev.hone.reward;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What a reward function says about one completion. There is either a reward or an error, never both and never neither.
 *
 * @param reward the number that trains the policy; usually 0 to 1
 * @param components named parts that the reward is made of
 * @param metrics named numbers that are reported but do not train
 * @param outcome whether the completion succeeded, apart from the shaped reward; empty where success has no meaning
 * @param explanation why, for people; may be empty
 * @param error why there is no reward
 * @param costMicroUsd what it cost to say so, millionths of a US dollar; empty where that is not known, or nothing. Without a reward too
 * @param latencyMillis time that whoever was asked took to answer, as the reward function measured it; empty where nobody was asked
 */
public record RewardResult(
        OptionalDouble reward,
        Map<String, Double> components,
        Map<String, Double> metrics,
        Optional<Boolean> outcome,
        String explanation,
        Optional<String> error,
        OptionalLong costMicroUsd,
        OptionalLong latencyMillis)
        implements Serializable {

    public RewardResult {
        requireNonNull(outcome, "outcome");
        requireNonNull(explanation, "explanation");
        if (reward.isPresent() == error.isPresent()) {
            throw new IllegalArgumentException(
                    "a result has either a reward or an error, got " + (error.isPresent() ? "both" : "neither"));
        }
        components = ordered(components);
        metrics = ordered(metrics);
        requireNotNegative("costMicroUsd", costMicroUsd);
        requireNotNegative("latencyMillis", latencyMillis);
    }

    /** A result that cost nothing and for which nobody was asked. */
    public RewardResult(
            OptionalDouble reward,
            Map<String, Double> components,
            Map<String, Double> metrics,
            Optional<Boolean> outcome,
            String explanation,
            Optional<String> error) {
        this(reward, components, metrics, outcome, explanation, error, OptionalLong.empty(), OptionalLong.empty());
    }

    /** A reward alone. */
    public static RewardResult of(double reward) {
        return new RewardResult(OptionalDouble.of(reward), Map.of(), Map.of(), Optional.empty(), "", Optional.empty());
    }

    /** A reward, whether the completion succeeded, and why. */
    public static RewardResult of(double reward, boolean outcome, String explanation) {
        return new RewardResult(
                OptionalDouble.of(reward), Map.of(), Map.of(), Optional.of(outcome), explanation, Optional.empty());
    }

    /** No reward: it could not be computed. */
    public static RewardResult failed(String error) {
        return new RewardResult(OptionalDouble.empty(), Map.of(), Map.of(), Optional.empty(), "", Optional.of(error));
    }

    /**
     * What {@code scoring} returns; what it throws, as a failed result that says where it was thrown. That goes for errors too: memory and
     * stack are free again once it has come back, and other languages throw checked exceptions undeclared.
     *
     * @throws RewardUnavailableException where that was thrown, or caused what was
     */
    public static RewardResult attempt(Supplier<RewardResult> scoring) {
        try {
            return requireNonNull(scoring.get(), "the reward function returned null instead of a result");
        } catch (Throwable thrown) {
            RewardUnavailableException.rethrowIn(thrown);
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return failed(Failures.describe(thrown));
        }
    }

    /** The same with another outcome. */
    public RewardResult withOutcome(Optional<Boolean> known) {
        return new RewardResult(reward, components, metrics, known, explanation, error, costMicroUsd, latencyMillis);
    }

    public RewardResult withComponents(Map<String, Double> named) {
        return new RewardResult(reward, named, metrics, outcome, explanation, error, costMicroUsd, latencyMillis);
    }

    public RewardResult withMetrics(Map<String, Double> named) {
        return new RewardResult(reward, components, named, outcome, explanation, error, costMicroUsd, latencyMillis);
    }

    /** The same with what it cost, millionths of a US dollar. */
    public RewardResult withCostMicroUsd(long cost) {
        return with(OptionalLong.of(cost), latencyMillis);
    }

    /** The same with the time that whoever was asked took to answer. */
    public RewardResult withLatencyMillis(long latency) {
        return with(costMicroUsd, OptionalLong.of(latency));
    }

    /** The same with another cost and latency. */
    public RewardResult with(OptionalLong cost, OptionalLong latency) {
        return new RewardResult(reward, components, metrics, outcome, explanation, error, cost, latency);
    }

    /**
     * This result if all its numbers are finite; else a failed one for the reward, and without the components and metrics that are not
     * finite, which the explanation then names.
     */
    public RewardResult finite() {
        if (reward.isPresent() && !Double.isFinite(reward.getAsDouble())) {
            return failed("the reward is " + reward.getAsDouble() + ": a reward must be a finite number")
                    .with(costMicroUsd, latencyMillis);
        }
        Map<String, Double> finiteComponents = finite(components);
        Map<String, Double> finiteMetrics = finite(metrics);
        if (finiteComponents.size() == components.size() && finiteMetrics.size() == metrics.size()) {
            return this;
        }
        Map<String, Double> dropped = new LinkedHashMap<>(components);
        dropped.putAll(metrics);
        dropped.values().removeIf(value -> Double.isFinite(value));
        String note = (explanation.isEmpty() ? "" : explanation + "; ") + "left out, not finite: " + dropped;
        return new RewardResult(
                reward, finiteComponents, finiteMetrics, outcome, note, error, costMicroUsd, latencyMillis);
    }

    private static Map<String, Double> finite(Map<String, Double> named) {
        if (named.isEmpty()) {
            return named;
        }
        Map<String, Double> kept = new LinkedHashMap<>(named);
        kept.values().removeIf(value -> !Double.isFinite(value));
        return kept;
    }

    private static Map<String, Double> ordered(Map<String, Double> named) {
        if (named.isEmpty()) {
            return Map.of();
        }
        named.forEach((name, value) -> {
            requireNonNull(name, "the name of a component or metric");
            requireNonNull(value, () -> "the value of " + name);
        });
        return Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    private static void requireNotNegative(String name, OptionalLong value) {
        if (value.isPresent() && value.getAsLong() < 0) {
            throw new IllegalArgumentException(name + " must be at least 0, got " + value.getAsLong());
        }
    }

    private Object writeReplace() {
        Double written = reward.isPresent() ? Double.valueOf(reward.getAsDouble()) : null;
        return new Written(
                written,
                new LinkedHashMap<>(components),
                new LinkedHashMap<>(metrics),
                outcome.orElse(null),
                explanation,
                error.orElse(null),
                orNull(costMicroUsd),
                orNull(latencyMillis));
    }

    private static Long orNull(OptionalLong value) {
        return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
    }

    private static OptionalLong orEmpty(Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** The serialized form: Optional is not serializable. */
    private record Written(
            Double reward,
            LinkedHashMap<String, Double> components,
            LinkedHashMap<String, Double> metrics,
            Boolean outcome,
            String explanation,
            String error,
            Long costMicroUsd,
            Long latencyMillis)
            implements Serializable {

        private Object readResolve() {
            OptionalDouble read = reward == null ? OptionalDouble.empty() : OptionalDouble.of(reward);
            return new RewardResult(
                    read,
                    components,
                    metrics,
                    Optional.ofNullable(outcome),
                    explanation,
                    Optional.ofNullable(error),
                    orEmpty(costMicroUsd),
                    orEmpty(latencyMillis));
        }
    }
}
