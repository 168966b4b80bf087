package dev.hone.chart;

import dev.hone.metrics.Metric;
import dev.hone.schema.StepRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Charts of the metrics of a run's steps. A run of many steps is shown by every so many of them, the last one included. */
public final class StepCharts {

    private static final int MAX_POINTS = 600;

    private StepCharts() {}

    /**
     * The reward over the steps with its spread, and the mean reward on validation prompts; empty where no step has a reward.
     *
     * @param steps completed ones, in order
     */
    public static Optional<SvgChart> reward(List<StepRow> steps) {
        List<ChartLine.Range> spread = thinned(steps, Metric.REWARD).stream()
                .filter(step -> has(step, Metric.REWARD_STD))
                .map(step -> new ChartLine.Range(
                        step.step(),
                        value(step, Metric.REWARD) - value(step, Metric.REWARD_STD),
                        value(step, Metric.REWARD) + value(step, Metric.REWARD_STD)))
                .toList();
        ChartLine training = new ChartLine("training", points(steps, Metric.REWARD), spread);
        return chart(
                "Reward, ± the spread within groups",
                List.of(training, ChartLine.of("validation", points(steps, Metric.VALIDATION_REWARD))));
    }

    /** Some metrics on one chart; empty where no step has one of them. */
    public static Optional<SvgChart> of(String title, List<StepRow> steps, Metric... metrics) {
        return chart(
                title,
                Stream.of(metrics)
                        .map(metric -> ChartLine.of(metric.key(), points(steps, metric)))
                        .toList());
    }

    private static Optional<SvgChart> chart(String title, List<ChartLine> lines) {
        List<ChartLine> there =
                lines.stream().filter(line -> !line.points().isEmpty()).toList();
        return there.isEmpty() ? Optional.empty() : Optional.of(new SvgChart(title, there));
    }

    private static List<ChartLine.Point> points(List<StepRow> steps, Metric metric) {
        return thinned(steps, metric).stream()
                .map(step -> new ChartLine.Point(step.step(), value(step, metric)))
                .toList();
    }

    private static List<StepRow> thinned(List<StepRow> steps, Metric metric) {
        List<StepRow> with = steps.stream().filter(step -> has(step, metric)).toList();
        int every = (with.size() + MAX_POINTS - 1) / MAX_POINTS;
        return IntStream.range(0, with.size())
                .filter(i -> (with.size() - 1 - i) % every == 0)
                .mapToObj(with::get)
                .toList();
    }

    private static boolean has(StepRow step, Metric metric) {
        return Double.isFinite(value(step, metric));
    }

    private static double value(StepRow step, Metric metric) {
        return step.metrics().getOrDefault(metric.key(), Double.NaN);
    }
}
