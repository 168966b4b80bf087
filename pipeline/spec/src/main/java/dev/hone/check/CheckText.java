package dev.hone.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A report as a person reads it. */
public final class CheckText {

    private CheckText() {}

    public static String of(CheckReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("Reward " + report.reward() + " on " + report.figures().prompts() + " prompts, " + report.source());
        lines.add("It gives: " + report.description());
        if (!report.form().equals(ReferenceForm.PLAIN) && report.figures().withReference() > 0) {
            lines.add("A right answer is written as: " + report.form().words());
        }
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%-45s %8s %8s %8s  %-21s  %s",
                "answer",
                "reward",
                "lowest",
                "highest",
                "as the reference",
                "errors"));
        report.figures().probes().values().forEach(figures -> lines.add(row(figures)));
        lines.add("");
        lines.add("Fields:        " + report.contract().text());
        report.cost().ifPresent(cost -> lines.add("Scoring:       " + cost.text()));
        lines.add("Asked twice:   " + steadiness(report.figures()) + price(report));
        lines.add("");
        lines.add("Verdict: " + report.fitness().word());
        return String.join("\n", lines) + "\n" + report.reasons();
    }

    private static String row(ProbeFigures figures) {
        boolean compared = figures.probe() != Probe.REFERENCE && figures.compared() > 0;
        return String.format(
                        Locale.ROOT,
                        "%-45s %8s %8s %8s  %-21s  %s",
                        figures.probe().words(),
                        number(figures, figures.mean()),
                        number(figures, figures.lowest()),
                        number(figures, figures.highest()),
                        compared ? figures.asGood() + " of " + figures.compared() : "",
                        figures.errors() == 0
                                ? ""
                                : figures.errors() + " of " + figures.answers() + ": "
                                        + Excerpt.of(figures.firstError().orElse("")))
                .stripTrailing();
    }

    private static String number(ProbeFigures figures, double value) {
        return figures.hasReward() ? FitnessRules.number(value) : "NULL";
    }

    private static String price(CheckReport report) {
        OptionalDouble usd = report.cost().map(StepCost::usd).orElse(OptionalDouble.empty());
        return usd.isEmpty() ? "" : String.format(Locale.ROOT, "; the second time cost $%.4f", usd.getAsDouble());
    }

    private static String steadiness(RewardFigures figures) {
        if (figures.repeated() == 0) {
            return "not tried";
        }
        return figures.unsteady() == 0
                ? "the same reward for all of " + figures.repeated() + " answers"
                : figures.unsteady() + " of " + figures.repeated() + " answers got another reward";
    }
}
