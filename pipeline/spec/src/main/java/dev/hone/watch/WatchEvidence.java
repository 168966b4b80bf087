package dev.hone.watch;

import dev.hone.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** What the watch has to show for it, in sentences: the mean of the last steps against the first. It says what is, not that it is wrong. */
public final class WatchEvidence {

    private static final int STEPS = HackingWatch.FIRST_STEPS;
    private static final double STRONG = 0.5;
    private static final double RISE = 0.2;
    private static final double DRIFT = 0.1;
    private static final int SHOWN_PHRASES = 3;

    private static final Map<Metric, String> CORRELATIONS = correlations();

    private WatchEvidence() {}

    /**
     * The sentences; none where nothing is remarkable.
     *
     * @param history metrics of all steps, oldest first
     * @param surging phrases that surged in the last step
     */
    public static List<String> lines(List<? extends SortedMap<String, Double>> history, List<SurgingPhrase> surging) {
        List<String> lines = new ArrayList<>();
        CORRELATIONS.forEach((metric, what) -> last(history, metric).stream()
                .filter(correlation -> Math.abs(correlation) >= STRONG)
                .forEach(correlation -> lines.add(text(
                        "the reward goes along with %s: correlation %+.2f within groups over the last %d steps",
                        what, correlation, STEPS))));
        formatted(history, lines);
        surging.stream()
                .limit(SHOWN_PHRASES)
                .forEach(phrase -> lines.add(text(
                        "\"%s\" is in %.0f %% of the answers of the last step (%.0f %% of those of steps 1 to %d): in %.0f %% of the"
                                + " better ones of a prompt and in %.0f %% of the others",
                        phrase.phrase(),
                        100 * phrase.now(),
                        100 * phrase.atFirst(),
                        STEPS,
                        100 * phrase.wellRewarded(),
                        100 * phrase.others())));
        drift(history, Metric.WATCH_OUTCOME_DRIFT, "the share of successes", lines);
        drift(history, Metric.WATCH_AUDIT_DRIFT, "what the audit gives", lines);
        return lines.stream().map(line -> "watch: " + line).toList();
    }

    private static void formatted(List<? extends SortedMap<String, Double>> history, List<String> lines) {
        OptionalDouble last = last(history, Metric.WATCH_FORMATTED_SHARE);
        OptionalDouble first = mean(history.subList(0, Math.min(STEPS, history.size())), Metric.WATCH_FORMATTED_SHARE);
        if (last.isPresent() && first.isPresent() && last.getAsDouble() - first.getAsDouble() >= RISE) {
            lines.add(text(
                    "%.0f %% of the answers of the last %d steps have lists, headings, code fences or bold words (%.0f %% of the first)",
                    100 * last.getAsDouble(), STEPS, 100 * first.getAsDouble()));
        }
    }

    private static void drift(
            List<? extends SortedMap<String, Double>> history, Metric metric, String than, List<String> lines) {
        last(history, metric).stream()
                .filter(drift -> drift >= DRIFT)
                .forEach(drift ->
                        lines.add(text("the mean reward has grown by %.2f more than %s since the start", drift, than)));
    }

    private static OptionalDouble last(List<? extends SortedMap<String, Double>> history, Metric metric) {
        List<? extends SortedMap<String, Double>> known =
                history.stream().filter(step -> step.containsKey(metric.key())).toList();
        return mean(known.subList(Math.max(0, known.size() - STEPS), known.size()), metric);
    }

    private static OptionalDouble mean(List<? extends SortedMap<String, Double>> steps, Metric metric) {
        return steps.stream()
                .filter(step -> step.containsKey(metric.key()))
                .mapToDouble(step -> step.get(metric.key()))
                .average();
    }

    private static Map<Metric, String> correlations() {
        Map<Metric, String> correlations = new LinkedHashMap<>();
        correlations.put(Metric.WATCH_CORRELATION_LENGTH, "the length of the answer");
        HackingWatch.CORRELATIONS.forEach((formatting, metric) -> correlations.put(metric, formatting.words()));
        return correlations;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
