package dev.hone.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.evaluate.Comparison;
import dev.hone.math.statistics.Interval;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.RunRow;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import dev.hone.table.Warehouse;
import dev.hone.train.run.RunDescription;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.functions;

/**
 * A run with what it cost and gained, as one line of JSON, every figure from the tables.
 *
 * @param state its state now, which a driver that was killed could not write down
 * @param steps its completed steps
 * @param rollouts completions that were sampled for them
 * @param test base against tuned on the test prompts; empty where not both were evaluated
 */
public record RunReport(RunRow run, String state, List<StepRow> steps, long rollouts, Optional<Comparison> test) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String SETTING = "spec.";

    public RunReport {
        steps = List.copyOf(steps);
    }

    /** Reads a run's rows. */
    public static RunReport of(Warehouse warehouse, RunRow run) {
        List<StepRow> steps = warehouse.steps().ofRun(run.runId());
        long rollouts = warehouse
                .rollouts()
                .read()
                .where(functions.col("run_id").equalTo(run.runId()))
                .count();
        return new RunReport(
                run,
                new RunStates(warehouse).now(run.runId(), run.state().columnValue()),
                steps,
                rollouts,
                comparison(warehouse, run, SavedRun.of(warehouse, run).tunedStep()));
    }

    /** Its interval is the one that the run printed: the same seed, the same number of resamples. */
    private static Optional<Comparison> comparison(Warehouse warehouse, RunRow run, int tunedStep) {
        List<EvaluationRow> base = warehouse.evaluations().of(run.runId(), 0, Split.TEST);
        List<EvaluationRow> tuned = warehouse.evaluations().of(run.runId(), tunedStep, Split.TEST);
        if (tunedStep == 0 || base.isEmpty() || base.size() != tuned.size()) {
            return Optional.empty();
        }
        Map<String, String> identity = run.identity();
        PairedBootstrap bootstrap = new PairedBootstrap(
                Long.parseLong(identity.getOrDefault(SETTING + "seed", "0")),
                Integer.parseInt(identity.getOrDefault(SETTING + "evaluate.bootstrapResamples", "10000")));
        return Comparison.of(base, tuned, warehouse.majorityAnswers().of(run.runId(), Split.TEST), bootstrap).stream()
                .findFirst();
    }

    /** The line, without its end. */
    public String json() {
        ObjectNode line = NODES.objectNode();
        line.put("run", run.runId());
        line.put("kind", run.kind());
        line.put("state", state);
        line.put("base_model", run.baseModel());
        test.ifPresent(comparison -> {
            line.put("test_prompts", comparison.prompts());
            line.put("unscored_prompts", comparison.unscored());
            percent(line, "base", comparison.accuracy().base());
            percent(line, "tuned", comparison.accuracy().tuned());
            percent(line, "gain", comparison.accuracy().difference());
            comparison.majorityAccuracy().ifPresent(share -> line.put("majority_percent", rounded(100 * share)));
            line.put("distinct_answers", comparison.tunedAnswers());
            comparison.majority().ifPresent(majority -> line.put("distinct_references", majority.references()));
        });
        line.put("steps", steps.size());
        line.put("rollouts", rollouts);
        line.put(
                "minutes",
                rounded(Duration.between(run.createdAt(), run.updatedAt()).toMillis() / 60e3));
        line.set("step_seconds", numbers(meanTimings(steps)));
        line.put("cpu", run.identity().getOrDefault("cpu", "unknown"));
        line.set("settings", settings());
        return line.toString();
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
        boolean warmStart = run.kind().equals(RunDescription.SFT);
        new TreeMap<>(run.identity()).forEach((name, value) -> {
            if (name.startsWith(SETTING) && (warmStart || !name.startsWith(SETTING + "sft."))) {
                settings.put(name.substring(SETTING.length()), value);
            }
        });
        return settings;
    }

    private static double rounded(double value) {
        return Math.round(100 * value) / 100.0;
    }
}
