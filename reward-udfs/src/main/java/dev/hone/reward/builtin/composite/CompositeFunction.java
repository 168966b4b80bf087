package dev.hone.reward.builtin.composite;

import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One reward made of several. Gates are asked first; a completion that fails one, or whose reward cannot be computed any more, is shown to no
 * other part. The parts' rewards as they gave them are its components.
 *
 * @param name of its kind
 * @param gateReward what a completion gets that fails a gate
 * @param outcomePart the part whose outcome counts; empty: all outcomes that parts give must be true
 */
record CompositeFunction(
        String name, String version, List<Part> parts, Combination combination, double gateReward, String outcomePart)
        implements RewardFunction {

    /** Empty where the reward is not exactly the sum of the weighted components. */
    @Override
    public Map<String, Double> componentWeights() {
        return parts.stream().allMatch(Part::isPlain) ? combination.weights() : Map.of();
    }

    @Override
    public String description() {
        String gates = parts.stream()
                .filter(part -> part.gate().isPresent())
                .map(part -> part.name() + " (" + part.function().description() + ") is at least "
                        + part.gate().getAsDouble())
                .collect(Collectors.joining(" and "));
        String whole = combination.description(parts);
        return gates.isEmpty() ? whole : gateReward + " unless " + gates + ", then " + whole;
    }

    @Override
    public RewardResult score(RewardInput input) {
        return scoreBatch(List.of(input)).get(0);
    }

    /** Each completion is a group of its own. */
    @Override
    public List<RewardResult> scoreBatch(List<RewardInput> inputs) {
        return scoreGroups(inputs.stream()
                .map(input -> new CompletionGroup(List.of(input)))
                .toList());
    }

    @Override
    public List<RewardResult> scoreGroups(List<CompletionGroup> groups) {
        List<GroupScoring> scorings = groups.stream().map(GroupScoring::new).toList();
        Stream.concat(
                        parts.stream().filter(part -> part.gate().isPresent()),
                        parts.stream().filter(part -> part.gate().isEmpty()))
                .forEach(part -> call(part, scorings));
        return scorings.stream()
                .flatMap(scoring -> scoring.results(this).stream())
                .toList();
    }

    private static void call(Part part, List<GroupScoring> scorings) {
        List<GroupScoring> open = scorings.stream().filter(GroupScoring::isOpen).toList();
        List<CompletionGroup> groups =
                open.stream().map(GroupScoring::openGroup).toList();
        int rows = groups.stream().mapToInt(CompletionGroup::size).sum();
        List<RewardResult> results =
                groups.isEmpty() ? List.of() : new ArrayList<>(part.function().scoreGroups(groups));
        if (results.size() != rows) {
            throw new IllegalStateException(
                    "the part " + part.name() + " gave " + results.size() + " results for " + rows + " inputs");
        }
        int from = 0;
        for (int g = 0; g < open.size(); g++) {
            int to = from + groups.get(g).size();
            open.get(g).add(part, results.subList(from, to));
            from = to;
        }
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
}
