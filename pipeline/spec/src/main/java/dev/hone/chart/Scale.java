package dev.hone.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * One axis: which values it shows, and where its marks are.
 *
 * @param low least value
 * @param high greatest value, above low
 * @param marks round values within them
 */
record Scale(double low, double high, List<Double> marks) {

    /** Steps between marks, as parts of a power of ten. */
    private static final List<Double> ROUND = List.of(1.0, 2.0, 5.0, 10.0);

    /** The least range that holds the values; some room where all are equal. */
    static Scale of(DoubleStream values, int wantedMarks) {
        var seen = values.summaryStatistics();
        double low = seen.getCount() == 0 ? 0 : seen.getMin();
        double high = seen.getCount() == 0 ? 1 : seen.getMax();
        double room = high > low ? 0 : Math.max(Math.abs(high), 1) / 10;
        return between(low - room, high + room, wantedMarks);
    }

    /** The same for an axis of steps, whose marks are whole numbers. */
    static Scale ofSteps(DoubleStream values, int wantedMarks) {
        Scale scale = of(values, wantedMarks);
        return new Scale(
                scale.low(),
                scale.high(),
                scale.marks().stream().filter(mark -> mark == Math.rint(mark)).toList());
    }

    /** The place of a value, 0 at the low end, 1 at the high one. */
    double place(double value) {
        return (value - low) / (high - low);
    }

    static String text(double mark) {
        double size = Math.abs(mark);
        if (size >= 1e5 || (size > 0 && size < 1e-3)) {
            return String.format(Locale.ROOT, "%.3g", mark);
        }
        String plain = String.format(Locale.ROOT, "%.4f", mark).replaceAll("\\.?0+$", "");
        return plain.equals("-0") ? "0" : plain;
    }

    private static Scale between(double low, double high, int wantedMarks) {
        double rough = (high - low) / wantedMarks;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = ROUND.stream()
                .map(part -> part * power)
                .filter(width -> width >= rough)
                .findFirst()
                .orElse(10 * power);
        List<Double> marks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            marks.add(i * step);
        }
        return new Scale(low, high, List.copyOf(marks));
    }
}
