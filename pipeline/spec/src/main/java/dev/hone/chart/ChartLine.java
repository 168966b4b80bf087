package dev.hone.chart;

import java.util.List;

/**
 * Points that belong together.
 *
 * @param name of the line
 * @param points finite ones, by x
 * @param band how far around them they spread, as high and low; may be empty
 */
public record ChartLine(String name, List<Point> points, List<Range> band) {

    /** A point of a line. */
    public record Point(double x, double y) {

        public Point {
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                throw new IllegalArgumentException("a chart shows finite points, not (" + x + ", " + y + ")");
            }
        }
    }

    /** A spread at one place. */
    public record Range(double x, double low, double high) {

        public Range {
            if (!Double.isFinite(x) || !(low <= high) || Double.isInfinite(high - low)) {
                throw new IllegalArgumentException("a band is finite and low to high, not " + low + " to " + high);
            }
        }
    }

    public ChartLine {
        points = List.copyOf(points);
        band = List.copyOf(band);
    }

    /** A line without a band. */
    public static ChartLine of(String name, List<Point> points) {
        return new ChartLine(name, points, List.of());
    }
}
