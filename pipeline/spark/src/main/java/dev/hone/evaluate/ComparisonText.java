package dev.hone.evaluate;

import dev.hone.compare.Comparison;
import dev.hone.math.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Base against tuned for a person: one line, and what to doubt about it. */
public final class ComparisonText {

    private ComparisonText() {}

    /** The line, then a warning on each line below. */
    public static List<String> of(Comparison comparison) {
        List<String> lines = new ArrayList<>(List.of(line(comparison)));
        warnings(comparison).forEach(warning -> lines.add("warning: " + warning));
        return lines;
    }

    private static String line(Comparison comparison) {
        Interval gain = comparison.accuracy().difference();
        return String.format(
                        Locale.ROOT,
                        "%s: base %s → tuned %s of %d prompts; gain %+.1f points, 95 %% interval [%+.1f, %+.1f]",
                        comparison.dataset(),
                        percent(comparison.accuracy().base()),
                        percent(comparison.accuracy().tuned()),
                        comparison.prompts(),
                        100 * gain.mean(),
                        100 * gain.low(),
                        100 * gain.high())
                + shown(", %+.0f %% relative", comparison.relativeGain())
                + shown("; the majority answer alone %.1f %%", comparison.majorityAccuracy())
                + (comparison.unscored() > 0
                        ? "; " + comparison.unscored() + " prompts left out, whose answers could not be scored"
                        : "");
    }

    /**
     * What the numbers do not show: that one answer to everything would have been as good, or that there are few answers. Where most
     * references are different, only an answer that half of the prompts share is remarkable.
     */
    static List<String> warnings(Comparison comparison) {
        List<String> warnings = new ArrayList<>();
        double tuned = comparison.accuracy().tuned().mean();
        comparison.majorityAccuracy().stream()
                .filter(majority -> tuned <= majority)
                .forEach(majority -> warnings.add(String.format(
                        Locale.ROOT,
                        "%s: the tuned policy is right on %.1f %% of the prompts, no more than one and the same answer to all of them, the"
                                + " commonest reference answer, would be (%.1f %%).",
                        comparison.dataset(),
                        100 * tuned,
                        100 * majority)));
        comparison
                .majority()
                .filter(row -> comparison.tunedAnswers() < Math.min(row.references(), comparison.prompts() / 2.0))
                .ifPresent(row -> warnings.add(String.format(
                        Locale.ROOT,
                        "%s: the tuned policy gave %d different answers to %d prompts, whose reference answers are %d different ones.",
                        comparison.dataset(),
                        comparison.tunedAnswers(),
                        comparison.prompts() + comparison.unscored(),
                        row.references())));
        return warnings;
    }

    private static String shown(String format, OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, format, 100 * share.getAsDouble()) : "";
    }

    private static String percent(Interval share) {
        return String.format(
                Locale.ROOT, "%.1f %% [%.1f, %.1f]", 100 * share.mean(), 100 * share.low(), 100 * share.high());
    }
}
