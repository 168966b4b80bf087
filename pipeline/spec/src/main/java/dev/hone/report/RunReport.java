package dev.hone.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.compare.AuditComparison;
import dev.hone.compare.Comparison;
import dev.hone.math.statistics.Interval;
import dev.hone.schema.RunRow;
import dev.hone.schema.StepRow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A run with what it cost and gained, as one line of JSON, every figure from the tables.
 *
 * @param state its state now, which a driver that was killed could not write down
 * @param steps its completed steps
 * @param rollouts completions that were sampled for them
 * @param test base against tuned on the test prompts; empty where not both were evaluated
 * @param audits the same by rewards that did not train: its audit, and what {@code hone score} was asked for
 */
public record RunReport(
        RunRow run,
        String state,
        List<StepRow> steps,
        long rollouts,
        Optional<Comparison> test,
        List<AuditComparison> audits) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String SETTING = "spec.";
    private static final String WARM_START = "sft";

    public RunReport {
        steps = List.copyOf(steps);
        audits = List.copyOf(audits);
    }

    /** The line, without its end. */
    public String json() {
        return fields().toString();
    }

    /** The same before it is a line. */
    public ObjectNode fields() {
        ObjectNode line = NODES.objectNode();
        line.put("run", run.runId());
        line.put("kind", run.kind());
        line.put("state", state);
        line.put("base_model", run.baseModel());
        test.ifPresent(comparison -> {
            line.put("test_prompts", comparison.prompts());
            put(line, comparison);
        });
        if (!audits.isEmpty()) {
            line.putArray("audits").addAll(audits.stream().map(RunReport::audit).toList());
        }
        line.put("steps", steps.size());
        line.put("rollouts", rollouts);
        line.put(
                "minutes",
                rounded(Duration.between(run.createdAt(), run.updatedAt()).toMillis() / 60e3));
        line.set("step_seconds", numbers(meanTimings(steps)));
        line.put("cpu", run.identity().getOrDefault("cpu", "unknown"));
        line.set("settings", settings());
        return line;
    }

    /** Adds base against tuned. */
    public static void put(ObjectNode line, Comparison comparison) {
        line.put("unscored_prompts", comparison.unscored());
        percent(line, "base", comparison.accuracy().base());
        percent(line, "tuned", comparison.accuracy().tuned());
        percent(line, "gain", comparison.accuracy().difference());
        comparison.majorityAccuracy().ifPresent(share -> line.put("majority_percent", rounded(100 * share)));
        line.put("distinct_answers", comparison.tunedAnswers());
        comparison.majority().ifPresent(majority -> line.put("distinct_references", majority.references()));
    }

    private static ObjectNode audit(AuditComparison audit) {
        ObjectNode node = NODES.objectNode();
        node.put("grader", audit.grader());
        node.put("prompts", audit.prompts());
        node.put("base", rounded(audit.audit().base().mean(), 1e4));
        node.put("tuned", rounded(audit.audit().tuned().mean(), 1e4));
        node.put("reward_base", rounded(audit.reward().base().mean(), 1e4));
        node.put("reward_tuned", rounded(audit.reward().tuned().mean(), 1e4));
        node.put("contradicts_reward", audit.contradicts());
        return node;
    }

    private static void percent(ObjectNode line, String name, Interval share) {
        line.put(name + "_percent", rounded(100 * share.mean()));
        line.putArray(name + "_interval").add(rounded(100 * share.low())).add(rounded(100 * share.high()));
    }

    /** Mean seconds of a step by stage. */
    private static SortedMap<String, Double> meanTimings(Collection<StepRow> steps) {
        return steps.stream()
                .flatMap(step -> step.timings().entrySet().stream())
                .collect(Collectors.groupingBy(
                        stage -> stage.getKey().replaceFirst("_seconds$", ""),
                        TreeMap::new,
                        Collectors.averagingDouble(Map.Entry::getValue)));
    }

    private static ObjectNode numbers(SortedMap<String, Double> values) {
        ObjectNode node = NODES.objectNode();
        values.forEach((name, value) -> node.put(name, rounded(value)));
        return node;
    }

    /** The values of the specification that decide results; those of the warm start only where this is one. */
    private ObjectNode settings() {
        ObjectNode settings = NODES.objectNode();
        boolean warmStart = run.kind().equals(WARM_START);
        new TreeMap<>(run.identity()).forEach((name, value) -> {
            if (name.startsWith(SETTING) && (warmStart || !name.startsWith(SETTING + "sft."))) {
                settings.put(name.substring(SETTING.length()), value);
            }
        });
        return settings;
    }

    private static double rounded(double value) {
        return rounded(value, 100);
    }

    private static double rounded(double value, double partsOfOne) {
        return Math.round(partsOfOne * value) / partsOfOne;
    }
}
