package dev.hone.grader.judge.form;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What several votes say together. */
public final class Votes {

    private Votes() {}

    /** The middle value; of an even number of them, between the two in the middle. */
    public static double median(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** What more than half of the votes say; empty where there is no such thing. */
    public static <T> Optional<T> majority(List<T> votes) {
        return votes.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(word -> 2 * word.getValue() > votes.size())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Of several votes the one whose value is nearest to a number; the first of those. */
    public static <T> T nearest(List<T> votes, Function<T, Double> value, double number) {
        return votes.stream()
                .min(Comparator.comparingDouble(vote -> Math.abs(value.apply(vote) - number)))
                .orElseThrow();
    }
}
