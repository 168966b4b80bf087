package dev.hone.reward.builtin.composite;

import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** One completion while part after part is asked about it. */
final class RowScoring {

    private final Map<String, RewardResult> results = new LinkedHashMap<>();
    private Optional<String> error = Optional.empty();
    private Optional<String> closedGate = Optional.empty();

    boolean isOpen() {
        return error.isEmpty() && closedGate.isEmpty();
    }

    void add(Part part, RewardResult result) {
        results.put(part.name(), result);
        if (result.error().isPresent()) {
            error = part.isOptional()
                    ? Optional.empty()
                    : result.error().map(why -> "part " + part.name() + ": " + why);
        } else if (part.gate().isPresent()
                && result.reward().getAsDouble() < part.gate().getAsDouble()) {
            closedGate = Optional.of("the gate " + part.name() + " needs "
                    + part.gate().getAsDouble() + " and has " + result.reward().getAsDouble());
        }
    }

    /** What a part gave, as it gave it; empty if it was not asked or has an error. */
    OptionalDouble reward(Part part) {
        RewardResult result = results.get(part.name());
        return result == null ? OptionalDouble.empty() : result.reward();
    }

    /** @param values the parts' rewards as they count */
    RewardResult result(CompositeFunction composite, Map<String, Double> values) {
        return withoutCost(composite, values)
                .with(sumOfKnown(RewardResult::costMicroUsd), sumOfKnown(RewardResult::latencyMillis));
    }

    private RewardResult withoutCost(CompositeFunction composite, Map<String, Double> values) {
        if (error.isPresent()) {
            return RewardResult.failed(error.get());
        }
        double reward;
        try {
            reward = closedGate.isPresent()
                    ? composite.gateReward()
                    : composite.combination().of(values);
        } catch (ArithmeticException e) {
            return RewardResult.failed("the parts give no reward: " + e.getMessage());
        }
        Map<String, Double> components = new LinkedHashMap<>();
        Map<String, Double> metrics = new LinkedHashMap<>();
        List<String> explanations = new ArrayList<>();
        closedGate.ifPresent(explanations::add);
        for (Part part : composite.parts()) {
            RewardResult result = results.get(part.name());
            if (result == null) {
                continue;
            }
            result.reward().ifPresent(given -> components.put(part.name(), given));
            result.components().forEach((name, value) -> metrics.put(part.name() + "." + name, value));
            result.metrics().forEach((name, value) -> metrics.put(part.name() + "." + name, value));
            if (part.range().isPresent() || part.scale() != GroupScale.NONE) {
                result.reward().ifPresent(given -> metrics.put(part.name() + ".normalized", values.get(part.name())));
            }
            explanation(part, result).ifPresent(explanations::add);
        }
        return new RewardResult(
                OptionalDouble.of(reward),
                components,
                metrics,
                closedGate.isPresent() ? Optional.of(false) : outcome(composite),
                String.join("; ", explanations),
                Optional.empty());
    }

    private static Optional<String> explanation(Part part, RewardResult result) {
        return result.error().map(why -> part.name() + " left out: " + why).or(() -> Optional.of(result.explanation())
                .filter(why -> !why.isEmpty())
                .map(why -> part.name() + ": " + why));
    }

    private Optional<Boolean> outcome(CompositeFunction composite) {
        Collection<RewardResult> counting =
                composite.outcomePart().isEmpty() ? results.values() : List.of(results.get(composite.outcomePart()));
        return counting.stream().flatMap(result -> result.outcome().stream()).reduce(Boolean::logicalAnd);
    }

    /** Parts are asked one after the other, so their latencies add up as their costs do. */
    private OptionalLong sumOfKnown(Function<RewardResult, OptionalLong> of) {
        return results.values().stream()
                .flatMapToLong(result -> of.apply(result).stream())
                .reduce(Long::sum);
    }
}
