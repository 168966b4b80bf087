package dev.hone.jobs;

import dev.hone.serving.run.RunLine;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The figures of a run in the few characters that a terminal has for them. */
final class RunFigures {

    private static final String BARS = "▁▂▃▄▅▆▇█";

    private RunFigures() {}

    /** The first reward and the last, such as {@code 0.729 → 0.910}; nothing where no step has one. */
    static String rewards(RunLine line) {
        List<Double> rewards = line.rewards();
        return rewards.isEmpty()
                ? ""
                : String.format(Locale.ROOT, "%.3f → %.3f", rewards.get(0), rewards.get(rewards.size() - 1));
    }

    /** Base and tuned on the test prompts, such as {@code 46.3 % → 92.4 %}; what was not evaluated is left out. */
    static String accuracy(RunLine line) {
        OptionalDouble tuned = line.gain().tuned();
        if (line.gain().base().isEmpty()) {
            return percent(tuned);
        }
        return percent(line.gain().base()) + (tuned.isPresent() ? " → " + percent(tuned) : "");
    }

    /** The gain with its 95 % interval, such as {@code +46.1 points (+40.2 to +52.0)}; nothing where none is known. */
    static String gain(RunLine line) {
        return line.gain()
                .difference()
                .map(gain -> String.format(
                        Locale.ROOT,
                        "%+.1f points (%+.1f to %+.1f)",
                        100 * gain.mean(),
                        100 * gain.low(),
                        100 * gain.high()))
                .orElse("");
    }

    /** What judges have cost, such as {@code $0.42}; nothing where none said. */
    static String cost(RunLine line) {
        OptionalDouble usd = line.costUsd();
        return usd.isPresent() ? String.format(Locale.ROOT, "$%.2f", usd.getAsDouble()) : "";
    }

    /** Such as {@code 1h57m} or {@code 46s}. */
    static String time(Duration time) {
        if (time.toHours() > 0) {
            return time.toHours() + "h" + String.format(Locale.ROOT, "%02dm", time.toMinutesPart());
        }
        return time.toMinutes() > 0 ? time.toMinutes() + "m" : time.toSeconds() + "s";
    }

    /**
     * A curve as a row of bars from the lowest value to the greatest.
     *
     * @param width characters at most; each shows the mean of its share of the values
     */
    static String sparkline(List<Double> values, int width) {
        int bars = Math.min(width, values.size());
        double[] means = new double[bars];
        for (int i = 0; i < bars; i++) {
            means[i] = values.subList(i * values.size() / bars, (i + 1) * values.size() / bars).stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElseThrow();
        }
        double low = Arrays.stream(means).min().orElse(0);
        double span = Arrays.stream(means).max().orElse(0) - low;
        StringBuilder line = new StringBuilder();
        for (double mean : means) {
            line.append(BARS.charAt(span == 0 ? 0 : (int) Math.round((mean - low) / span * (BARS.length() - 1))));
        }
        return line.toString();
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble()) : "";
    }
}
