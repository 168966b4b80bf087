package dev.hone.grader.judge.golden;

import dev.hone.math.statistics.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The figures of a judge as people read them.
 *
 * @param judge which model, in words
 * @param figures of all pairs
 * @param costMicroUsd of all answers; 0 where no price is known
 */
public record GoldenReport(String judge, JudgeFigures figures, long costMicroUsd) {

    private static final String LINE = "  %-34s %7s   %-18s %s%n";

    /** {@code fit}, {@code risky} or {@code unfit}. */
    public String verdict() {
        return JudgeVerdict.of(figures).word();
    }

    /** All of it. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%s on %d pairs%n", judge, figures.verdicts().size()));
        text.append(String.format(Locale.ROOT, LINE, "", "", "95 % interval", ""));
        rows(text);
        subsets(text);
        JudgeVerdict verdict = JudgeVerdict.of(figures);
        text.append(String.format(Locale.ROOT, "%nVerdict: %s%n", verdict.word()));
        verdict.reasons().forEach(reason -> text.append(String.format(Locale.ROOT, "  %s%n", reason)));
        return text.toString().replaceAll("(?m) +$", "");
    }

    private void rows(StringBuilder text) {
        if (figures.bothOrders()) {
            add(text, "agrees with the label, as given", figures.rightAsGiven());
            add(text, "agrees with the label, swapped", figures.rightSwapped());
            add(text, "on average", figures.rightOnAverage(), "");
            add(text, "right in both orders", figures.rightInBoth());
            String kappa = figures.kappaOfOrders().isPresent()
                    ? String.format(
                            Locale.ROOT, "kappa %.2f", figures.kappaOfOrders().getAsDouble())
                    : "";
            add(text, "same winner in both orders", figures.sameInBoth().interval(), kappa);
        } else {
            add(text, "agrees with the label", figures.rightAsGiven());
        }
        figures.firstShownWins().ifPresent(share -> add(text, "answer shown first wins", share, "50 % without bias"));
        figures.longerWinsMore()
                .ifPresent(more -> add(text, "longer wins more than labelled", more, "0 % without bias"));
        figures.sameInAllRounds().ifPresent(share -> add(text, "says the same when asked again", share));
        add(text, "answers that cannot be read", figures.unreadable());
        if (costMicroUsd > 0) {
            text.append(String.format(Locale.ROOT, "  %-34s %7.4f USD%n", "cost", costMicroUsd / 1e6));
        }
    }

    private void subsets(StringBuilder text) {
        Map<String, List<PairVerdicts>> bySubset = figures.verdicts().stream()
                .collect(Collectors.groupingBy(pair -> pair.pair().subset(), LinkedHashMap::new, Collectors.toList()));
        if (bySubset.size() < 2) {
            return;
        }
        text.append(String.format(Locale.ROOT, "%nOn average, by subset%n"));
        bySubset.forEach((subset, verdicts) -> add(
                text,
                subset.isEmpty() ? "(none)" : subset,
                new JudgeFigures(verdicts).rightOnAverage(),
                verdicts.size() + " pairs"));
    }

    private static void add(StringBuilder text, String name, JudgeFigures.Share share) {
        add(text, name, share.interval(), share.count() + " of " + share.of());
    }

    private static void add(StringBuilder text, String name, Interval interval, String note) {
        text.append(String.format(
                Locale.ROOT,
                LINE,
                name,
                String.format(Locale.ROOT, "%.1f %%", 100 * interval.mean()),
                String.format(Locale.ROOT, "%.1f to %.1f", 100 * interval.low(), 100 * interval.high()),
                note));
    }
}
