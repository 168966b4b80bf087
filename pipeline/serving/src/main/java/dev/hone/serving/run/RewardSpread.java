package dev.hone.serving.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the rewards of a run are distributed, by step. Of a long run neighbouring steps are one span.
 *
 * @param low lower end of the bars of {@link Span#counts()}
 * @param high upper end, above {@code low}
 * @param spans in order; none where nothing is scored
 */
public record RewardSpread(double low, double high, List<Span> spans) {

    static final int BARS = 20;

    /**
     * The completions of some steps that follow each other.
     *
     * @param toStep the last one, included
     * @param errors completions whose reward could not be computed
     * @param p10 the reward that a tenth of the scored completions do not exceed
     * @param counts completions in each of 20 bars of equal width, the lowest first
     * @param components mean of each part of the reward
     */
    public record Span(
            int fromStep,
            int toStep,
            int errors,
            double p10,
            double median,
            double p90,
            List<Integer> counts,
            SortedMap<String, Double> components) {

        public Span {
            counts = List.copyOf(counts);
        }
    }

    public RewardSpread {
        spans = List.copyOf(spans);
        if (low >= high) {
            throw new IllegalArgumentException("the bars need a width, from " + low + " to " + high);
        }
    }

    /**
     * Of what was paid in each step.
     *
     * @param maxSpans steps are put together so that there are no more
     */
    static RewardSpread of(SortedMap<Integer, StepRewards> steps, int maxSpans) {
        double low =
                steps.values().stream().mapToDouble(StepRewards::least).min().orElse(0);
        double high =
                steps.values().stream().mapToDouble(StepRewards::greatest).max().orElse(1);
        double from = Double.isFinite(low) ? low : 0;
        double to = high > from ? high : from + 1;
        int stepsInSpan = steps.isEmpty() ? 1 : (steps.lastKey() - steps.firstKey()) / maxSpans + 1;
        SortedMap<Integer, StepRewards> bySpan = new TreeMap<>();
        steps.forEach((step, rewards) -> bySpan.computeIfAbsent(
                        (step - steps.firstKey()) / stepsInSpan, span -> new StepRewards(step))
                .add(step, rewards));
        List<Span> spans = new ArrayList<>();
        bySpan.values().forEach(rewards -> spans.add(rewards.span(from, to)));
        return new RewardSpread(from, to, spans);
    }
}
