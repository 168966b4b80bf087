package dev.hone.grader.judge.golden;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.math.statistics.Interval;

/** The figures of a judge for a program: shares from 0 to 1, with their 95 % intervals. What was not measured is left out. */
public final class GoldenJson {

    private GoldenJson() {}

    public static ObjectNode of(GoldenReport report) {
        JudgeFigures figures = report.figures();
        JudgeVerdict verdict = JudgeVerdict.of(figures);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("judge", report.judge());
        document.put("pairs", figures.verdicts().size());
        document.put("verdict", verdict.word());
        verdict.reasons().forEach(document.putArray("reasons")::add);
        put(document, "agreement", figures.rightOnAverage());
        put(document, "agreement_as_given", figures.rightAsGiven().interval());
        if (figures.bothOrders()) {
            put(document, "agreement_swapped", figures.rightSwapped().interval());
            put(document, "right_in_both_orders", figures.rightInBoth().interval());
            put(document, "same_in_both_orders", figures.sameInBoth().interval());
            figures.kappaOfOrders().ifPresent(kappa -> document.put("kappa_of_orders", kappa));
        }
        figures.firstShownWins().ifPresent(share -> put(document, "first_shown_wins", share));
        figures.longerWinsMore().ifPresent(more -> put(document, "longer_wins_more", more));
        figures.sameInAllRounds().ifPresent(share -> put(document, "same_when_asked_again", share.interval()));
        put(document, "unreadable", figures.unreadable().interval());
        document.put("cost_usd", report.costMicroUsd() / 1e6);
        return document;
    }

    private static void put(ObjectNode document, String name, Interval interval) {
        document.putObject(name)
                .put("mean", interval.mean())
                .put("low", interval.low())
                .put("high", interval.high());
    }
}
