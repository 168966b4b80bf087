package dev.hone.grader.judge.golden;

import dev.hone.math.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a judge can be trusted with training, and why not.
 *
 * @param word {@code fit}, {@code risky} or {@code unfit}
 * @param reasons empty where it is fit
 */
record JudgeVerdict(String word, List<String> reasons) {

    private static final double COIN = 0.5;
    private static final double MAX_UNREADABLE = 0.05;
    private static final double GOOD_AGREEMENT = 0.8;
    private static final double GOOD_CONSISTENCY = 0.8;
    private static final double GOOD_SELF_AGREEMENT = 0.95;
    private static final double MAX_BIAS = 0.1;

    static JudgeVerdict of(JudgeFigures figures) {
        List<String> unfit = unfit(figures);
        List<String> risky = risky(figures);
        List<String> all = new ArrayList<>(unfit);
        all.addAll(risky);
        return new JudgeVerdict(!unfit.isEmpty() ? "unfit" : risky.isEmpty() ? "fit" : "risky", List.copyOf(all));
    }

    private static List<String> unfit(JudgeFigures figures) {
        List<String> reasons = new ArrayList<>();
        if (figures.rightOnAverage().low() <= COIN) {
            reasons.add("it cannot be told from a coin: agreement may be as low as "
                    + percent(figures.rightOnAverage().low()));
        }
        if (figures.unreadable().interval().mean() > MAX_UNREADABLE) {
            reasons.add(percent(figures.unreadable().interval().mean())
                    + " of its answers cannot be read: try responseFormat, a larger maxTokens, or another model");
        }
        return reasons;
    }

    private static List<String> risky(JudgeFigures figures) {
        List<String> reasons = new ArrayList<>();
        double agreement = figures.rightOnAverage().mean();
        if (agreement < GOOD_AGREEMENT) {
            reasons.add(
                    "it agrees with the labels in " + percent(agreement) + ", less than " + percent(GOOD_AGREEMENT));
        }
        if (figures.bothOrders() && figures.sameInBoth().interval().mean() < GOOD_CONSISTENCY) {
            reasons.add("in " + percent(1 - figures.sameInBoth().interval().mean())
                    + " of the pairs the winner changes with the order");
        }
        figures.firstShownWins()
                .filter(share -> isBias(share, COIN))
                .ifPresent(
                        share -> reasons.add("the answer shown first wins " + percent(share.mean()) + " of the time"));
        figures.longerWinsMore()
                .filter(more -> isBias(more, 0))
                .ifPresent(more -> reasons.add(String.format(
                        Locale.ROOT,
                        "the longer answer wins %.1f points %s often than people say",
                        100 * Math.abs(more.mean()),
                        more.mean() > 0 ? "more" : "less")));
        figures.sameInAllRounds()
                .map(share -> share.interval().mean())
                .filter(share -> share < GOOD_SELF_AGREEMENT)
                .ifPresent(share -> reasons.add("asked again, it says the same in " + percent(share) + ": use votes"));
        return reasons;
    }

    /** A bias counts where it is large and no accident. */
    private static boolean isBias(Interval interval, double without) {
        return Math.abs(interval.mean() - without) > MAX_BIAS
                && (interval.low() > without || interval.high() < without);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
