package dev.hone.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A report as one JSON document: what could not be computed is null. */
public final class CheckJson {

    private CheckJson() {}

    public static ObjectNode of(CheckReport report) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("reward", report.reward());
        document.put("description", report.description());
        document.put("verdict", report.fitness().word());
        document.put("prompts", report.figures().prompts());
        document.put("with_reference", report.figures().withReference());
        document.put("source", report.source());
        document.put("right_answer", report.form().words());
        ArrayNode findings = document.putArray("findings");
        report.findings().forEach(finding -> findings.addObject()
                .put("verdict", finding.fitness().word())
                .put("why", finding.why())
                .put("fix", finding.fix()));
        ArrayNode hints = document.putArray("hints");
        report.hints().forEach(hints::add);
        ArrayNode answers = document.putArray("answers");
        report.figures().probes().values().forEach(figures -> answer(answers.addObject(), figures));
        document.put("asked_twice", report.figures().repeated());
        document.put("unsteady", report.figures().unsteady());
        report.cost().ifPresent(cost -> cost(document, cost));
        return document;
    }

    private static void answer(ObjectNode answer, ProbeFigures figures) {
        answer.put("answer", figures.probe().name().toLowerCase(Locale.ROOT));
        answer.put("answers", figures.answers());
        answer.put("errors", figures.errors());
        number(answer, "reward", figures.mean());
        number(answer, "lowest", figures.lowest());
        number(answer, "highest", figures.highest());
        answer.put("compared", figures.compared());
        answer.put("as_good_as_reference", figures.asGood());
        figures.firstError().ifPresent(error -> answer.put("first_error", error));
    }

    private static void cost(ObjectNode document, StepCost cost) {
        document.put("rows_of_a_step", cost.rowsOfAStep());
        document.put("millis_per_row", cost.millisPerRow());
        document.put("seconds_of_a_step", cost.secondsOfAStep());
        number(document, "usd_of_a_step", cost.usdOfAStep().orElse(Double.NaN));
        number(document, "latency_millis", cost.latencyMillis().orElse(Double.NaN));
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isNaN(value)) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
    }
}
