package dev.hone.serving.note;

import dev.hone.metrics.Metric;
import dev.hone.schema.StepRow;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One metric over the steps that have it, in order.
 *
 * @param points one at least
 */
record Curve(List<Point> points) {

    record Point(int step, double value) {}

    Curve {
        points = List.copyOf(points);
    }

    static Curve of(Metric metric, List<StepRow> steps) {
        return new Curve(steps.stream()
                .filter(step -> Double.isFinite(step.metrics().getOrDefault(metric.key(), Double.NaN)))
                .map(step -> new Point(step.step(), step.metrics().get(metric.key())))
                .toList());
    }

    /** The mean of the first points, at most so many. */
    OptionalDouble start(int count) {
        return mean(points.subList(0, Math.min(count, points.size())));
    }

    /** The mean of the last points, at most so many. */
    OptionalDouble end(int count) {
        return mean(points.subList(Math.max(0, points.size() - count), points.size()));
    }

    /** The part up to its last points. */
    Curve before(int count) {
        return new Curve(points.subList(0, Math.max(0, points.size() - count)));
    }

    /** The point with the greatest value. */
    Point greatest() {
        return points.stream()
                .max((one, other) -> Double.compare(one.value(), other.value()))
                .orElseThrow();
    }

    int size() {
        return points.size();
    }

    int lastStep() {
        return points.isEmpty() ? 0 : points.get(points.size() - 1).step();
    }

    private static OptionalDouble mean(List<Point> some) {
        return some.stream().mapToDouble(Point::value).average();
    }
}
