package dev.hone.watch;

import dev.hone.math.statistics.Correlation;
import dev.hone.metrics.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Looks at each step of a run in its order. What it says follows from the completions of this step and of the first {@value #FIRST_STEPS},
 * so a driver that goes on with a run shows it those first.
 */
public final class HackingWatch {

    /** Steps that later ones are compared with. */
    public static final int FIRST_STEPS = 3;

    static final Map<Formatting, Metric> CORRELATIONS = correlations();

    private PhraseCounts first = PhraseCounts.NONE;
    private int firstSteps;
    private double firstGaps;
    private int firstGapSteps;
    private List<SurgingPhrase> surging = List.of();

    /**
     * Looks at the next step.
     *
     * @return its metrics; what cannot be computed is left out
     */
    public SortedMap<String, Double> look(List<WatchedCompletion> step) {
        List<List<WatchedCompletion>> groups = List.copyOf(step.stream()
                .collect(Collectors.groupingBy(WatchedCompletion::promptId, TreeMap::new, Collectors.toList()))
                .values());
        SortedMap<String, Double> metrics = new TreeMap<>();
        put(
                metrics,
                Metric.WATCH_CORRELATION_LENGTH,
                Correlation.withinGroups(rewards(groups), numbers(groups, WatchedCompletion::tokens)));
        formatting(groups, metrics);
        phrases(groups, metrics);
        outcomes(step, metrics);
        firstSteps = Math.min(FIRST_STEPS, firstSteps + 1);
        return metrics;
    }

    /** The phrases that surged in the step that was looked at last, the greatest rise first. */
    public List<SurgingPhrase> surging() {
        return surging;
    }

    private static void formatting(List<List<WatchedCompletion>> groups, SortedMap<String, Double> metrics) {
        double[][] marks = numbers(groups, completion -> 0);
        CORRELATIONS.forEach((formatting, metric) -> {
            double[][] counts = numbers(groups, completion -> formatting.count(completion.answer()));
            put(metrics, metric, Correlation.withinGroups(rewards(groups), counts));
            for (int p = 0; p < counts.length; p++) {
                for (int g = 0; g < counts[p].length; g++) {
                    marks[p][g] += counts[p][g];
                }
            }
        });
        put(
                metrics,
                Metric.WATCH_FORMATTED_SHARE,
                Arrays.stream(marks)
                        .flatMapToDouble(Arrays::stream)
                        .map(count -> count > 0 ? 1 : 0)
                        .average());
    }

    private void phrases(List<List<WatchedCompletion>> groups, SortedMap<String, Double> metrics) {
        List<String> wellRewarded = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Rated completion : PhraseCounts.sample(rated(groups))) {
            (completion.aboveMean() ? wellRewarded : others).add(completion.answer());
        }
        PhraseCounts ofWellRewarded = PhraseCounts.of(wellRewarded);
        PhraseCounts ofOthers = PhraseCounts.of(others);
        if (firstSteps < FIRST_STEPS) {
            first = first.plus(ofWellRewarded).plus(ofOthers);
            return;
        }
        surging = SurgingPhrase.find(first, ofWellRewarded, ofOthers);
        if (!wellRewarded.isEmpty() && !others.isEmpty()) {
            metrics.put(Metric.WATCH_SURGING_PHRASES.key(), (double) surging.size());
            metrics.put(
                    Metric.WATCH_SURGING_PHRASE_RISE.key(),
                    surging.stream().mapToDouble(SurgingPhrase::rise).max().orElse(0));
        }
    }

    private record Rated(String answer, boolean aboveMean) {}

    /** Those with a reward. */
    private static List<Rated> rated(List<List<WatchedCompletion>> groups) {
        List<Rated> rated = new ArrayList<>();
        for (List<WatchedCompletion> group : groups) {
            double mean = group.stream()
                    .flatMapToDouble(completion -> completion.reward().stream())
                    .average()
                    .orElse(0);
            group.stream()
                    .filter(completion -> completion.reward().isPresent())
                    .forEach(completion -> rated.add(
                            new Rated(completion.answer(), completion.reward().orElseThrow() > mean + 1e-9)));
        }
        return rated;
    }

    private void outcomes(List<WatchedCompletion> step, SortedMap<String, Double> metrics) {
        OptionalDouble gap = step.stream()
                .filter(completion ->
                        completion.reward().isPresent() && completion.outcome().isPresent())
                .mapToDouble(completion -> completion.reward().orElseThrow()
                        - (completion.outcome().orElseThrow() ? 1 : 0))
                .average();
        put(metrics, Metric.WATCH_OUTCOME_GAP, gap);
        if (gap.isEmpty()) {
            return;
        }
        if (firstSteps < FIRST_STEPS) {
            firstGaps += gap.getAsDouble();
            firstGapSteps++;
        } else if (firstGapSteps > 0) {
            metrics.put(Metric.WATCH_OUTCOME_DRIFT.key(), gap.getAsDouble() - firstGaps / firstGapSteps);
        }
    }

    private static double[][] rewards(List<List<WatchedCompletion>> groups) {
        return numbers(groups, completion -> completion.reward().orElse(Double.NaN));
    }

    private static double[][] numbers(List<List<WatchedCompletion>> groups, ToDoubleFunction<WatchedCompletion> value) {
        return groups.stream()
                .map(group -> group.stream().mapToDouble(value).toArray())
                .toArray(double[][]::new);
    }

    private static Map<Formatting, Metric> correlations() {
        Map<Formatting, Metric> correlations = new EnumMap<>(Formatting.class);
        correlations.put(Formatting.LISTS, Metric.WATCH_CORRELATION_LISTS);
        correlations.put(Formatting.HEADINGS, Metric.WATCH_CORRELATION_HEADINGS);
        correlations.put(Formatting.CODE_FENCES, Metric.WATCH_CORRELATION_CODE_FENCES);
        correlations.put(Formatting.BOLD, Metric.WATCH_CORRELATION_BOLD);
        return Collections.unmodifiableMap(correlations);
    }

    private static void put(SortedMap<String, Double> metrics, Metric metric, OptionalDouble value) {
        value.ifPresent(number -> metrics.put(metric.key(), number));
    }
}
