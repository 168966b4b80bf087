package dev.hone.jobs;

import dev.hone.evaluate.Comparison;
import dev.hone.math.statistics.Interval;
import java.util.Locale;

/** Base against tuned in one line. */
final class ComparisonText {

    private ComparisonText() {}

    static String of(Comparison comparison) {
        return String.format(
                Locale.ROOT,
                "%s: base %s → tuned %s of %d prompts; gain %+.1f points, 95 %% interval [%+.1f, %+.1f], %+.0f %% relative",
                comparison.dataset(),
                percent(comparison.baseAccuracy()),
                percent(comparison.tunedAccuracy()),
                comparison.prompts(),
                100 * comparison.gain().mean(),
                100 * comparison.gain().low(),
                100 * comparison.gain().high(),
                100 * comparison.relativeGain());
    }

    private static String percent(Interval share) {
        return String.format(
                Locale.ROOT, "%.1f %% [%.1f, %.1f]", 100 * share.mean(), 100 * share.low(), 100 * share.high());
    }
}
