package dev.hone.serving.run;

import dev.hone.schema.StepRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The figures of a run over its steps, as many as a screen can show. Of a long run neighbouring steps become two points, the least and the
 * greatest value of each figure in the order in which they came, so that no peak is lost; the first and the last step stay as they are.
 *
 * @param steps [P] where the points stand, ascending
 * @param metrics by name [P], NaN where there is none
 * @param timings the same in seconds
 */
public record StepSeries(
        List<Integer> steps, SortedMap<String, double[]> metrics, SortedMap<String, double[]> timings) {

    /**
     * Of completed steps.
     *
     * @param rows [T] in order
     * @param maxPoints at least 6; 0 for a point for each step
     */
    public static StepSeries of(List<StepRow> rows, int maxPoints) {
        List<int[]> spans = spans(rows.size(), maxPoints);
        List<Integer> steps = new ArrayList<>();
        for (int[] span : spans) {
            steps.add(rows.get(span[0]).step());
            if (span[1] - span[0] > 1) {
                steps.add(rows.get(span[1] - 1).step());
            }
        }
        return new StepSeries(
                steps,
                thinned(rows.stream().map(StepRow::metrics).toList(), spans, steps.size()),
                thinned(rows.stream().map(StepRow::timings).toList(), spans, steps.size()));
    }

    /** Where each span of neighbours begins, and ends, exclusive. */
    private static List<int[]> spans(int size, int maxPoints) {
        List<int[]> spans = new ArrayList<>();
        if (maxPoints == 0 || size <= maxPoints) {
            for (int i = 0; i < size; i++) {
                spans.add(new int[] {i, i + 1});
            }
            return spans;
        }
        int middle = (maxPoints - 2) / 2;
        spans.add(new int[] {0, 1});
        for (long i = 0; i < middle; i++) {
            spans.add(new int[] {(int) (1 + i * (size - 2) / middle), (int) (1 + (i + 1) * (size - 2) / middle)});
        }
        spans.add(new int[] {size - 1, size});
        return spans;
    }

    private static SortedMap<String, double[]> thinned(
            List<? extends Map<String, Double>> rows, List<int[]> spans, int points) {
        SortedMap<String, double[]> series = new TreeMap<>();
        columns(rows).forEach((name, column) -> {
            double[] values = new double[points];
            int at = 0;
            for (int[] span : spans) {
                at = put(column, span, values, at);
            }
            series.put(name, values);
        });
        return Collections.unmodifiableSortedMap(series);
    }

    /** By name [T], NaN where a step has none. */
    private static Map<String, double[]> columns(List<? extends Map<String, Double>> rows) {
        Map<String, double[]> columns = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            for (Map.Entry<String, Double> figure : rows.get(i).entrySet()) {
                columns.computeIfAbsent(figure.getKey(), name -> filled(rows.size()))[i] = figure.getValue();
            }
        }
        return columns;
    }

    private static double[] filled(int size) {
        double[] column = new double[size];
        Arrays.fill(column, Double.NaN);
        return column;
    }

    /** Puts the one or two points of a span, and gives the place of the next. */
    private static int put(double[] column, int[] span, double[] values, int at) {
        int least = -1;
        int greatest = -1;
        for (int i = span[0]; i < span[1]; i++) {
            if (Double.isFinite(column[i])) {
                least = least < 0 || column[i] < column[least] ? i : least;
                greatest = greatest < 0 || column[i] > column[greatest] ? i : greatest;
            }
        }
        values[at] = least < 0 ? Double.NaN : column[Math.min(least, greatest)];
        if (span[1] - span[0] == 1) {
            return at + 1;
        }
        values[at + 1] = least == greatest ? Double.NaN : column[Math.max(least, greatest)];
        return at + 2;
    }
}
