package dev.hone.reward.builtin;

import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Σ weight · reward over some parts. The parts' rewards are its components, as they are before weighing.
 *
 * @param outcomePart the part whose outcome counts; empty: all outcomes that parts give must be true
 * @param normalizeWeights divide by the sum of the weights' absolute values
 */
record WeightedSum(String version, List<Part> parts, String outcomePart, boolean normalizeWeights)
        implements RewardFunction {

    /** One summand. */
    record Part(String name, double weight, RewardFunction function) {}

    @Override
    public String name() {
        return "weighted";
    }

    @Override
    public Map<String, Double> componentWeights() {
        double sum = parts.stream().mapToDouble(part -> Math.abs(part.weight())).sum();
        double scale = normalizeWeights && sum > 0 ? sum : 1;
        Map<String, Double> weights = new LinkedHashMap<>();
        parts.forEach(part -> weights.put(part.name(), part.weight() / scale));
        return weights;
    }

    @Override
    public String description() {
        Map<String, Double> weights = componentWeights();
        return parts.stream()
                .map(part -> weights.get(part.name()) + " × " + part.name() + " ("
                        + part.function().description() + ")")
                .collect(Collectors.joining(" + ", "the sum ", ""));
    }

    @Override
    public RewardResult score(RewardInput input) {
        return scoreBatch(List.of(input)).get(0);
    }

    @Override
    public List<RewardResult> scoreBatch(List<RewardInput> inputs) {
        return sums(inputs.size(), function -> function.scoreBatch(inputs));
    }

    @Override
    public List<RewardResult> scoreGroups(List<CompletionGroup> groups) {
        int rows = groups.stream().mapToInt(CompletionGroup::size).sum();
        return sums(rows, function -> function.scoreGroups(groups));
    }

    /** In the driver if any of the parts must be: the parts are called together. */
    @Override
    public RewardPlace place() {
        return parts.stream().anyMatch(part -> part.function().place() == RewardPlace.DRIVER)
                ? RewardPlace.DRIVER
                : RewardPlace.EXECUTORS;
    }

    @Override
    public void close() {
        parts.forEach(part -> part.function().close());
    }

    private List<RewardResult> sums(int rows, Function<RewardFunction, List<RewardResult>> scoring) {
        List<List<RewardResult>> byPart = new ArrayList<>();
        for (Part part : parts) {
            List<RewardResult> results = scoring.apply(part.function());
            if (results.size() != rows) {
                throw new IllegalStateException(
                        "the part " + part.name() + " gave " + results.size() + " results for " + rows + " inputs");
            }
            byPart.add(results);
        }
        return IntStream.range(0, rows)
                .mapToObj(row -> byPart.stream()
                        .map(results -> results.get(row).finite())
                        .toList())
                .map(ofRow -> sum(ofRow)
                        .with(
                                sumOfKnown(ofRow, RewardResult::costMicroUsd),
                                sumOfKnown(ofRow, RewardResult::latencyMillis)))
                .toList();
    }

    /** Parts are asked one after the other, so their latencies add up as their costs do. */
    private static OptionalLong sumOfKnown(List<RewardResult> results, Function<RewardResult, OptionalLong> of) {
        return results.stream()
                .flatMap(result -> of.apply(result).stream().boxed())
                .mapToLong(Long::longValue)
                .reduce(Long::sum);
    }

    private RewardResult sum(List<RewardResult> results) {
        double sum = 0;
        double weights = 0;
        Map<String, Double> components = new LinkedHashMap<>();
        Map<String, Double> metrics = new LinkedHashMap<>();
        List<String> explanations = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            Part part = parts.get(p);
            RewardResult result = results.get(p);
            if (result.error().isPresent()) {
                return RewardResult.failed(
                        "part " + part.name() + ": " + result.error().get());
            }
            double reward = result.reward().getAsDouble();
            sum += part.weight() * reward;
            weights += Math.abs(part.weight());
            components.put(part.name(), reward);
            result.components().forEach((name, value) -> metrics.put(part.name() + "." + name, value));
            result.metrics().forEach((name, value) -> metrics.put(part.name() + "." + name, value));
            if (!result.explanation().isEmpty()) {
                explanations.add(part.name() + ": " + result.explanation());
            }
        }
        double reward = normalizeWeights && weights > 0 ? sum / weights : sum;
        return new RewardResult(
                OptionalDouble.of(reward),
                components,
                metrics,
                outcome(results),
                String.join("; ", explanations),
                Optional.empty());
    }

    private Optional<Boolean> outcome(List<RewardResult> results) {
        Optional<Boolean> all = Optional.empty();
        for (int p = 0; p < parts.size(); p++) {
            Optional<Boolean> outcome = results.get(p).outcome();
            if (parts.get(p).name().equals(outcomePart)) {
                return outcome;
            }
            if (outcomePart.isEmpty() && outcome.isPresent()) {
                all = Optional.of(all.orElse(true) && outcome.get());
            }
        }
        return all;
    }
}
