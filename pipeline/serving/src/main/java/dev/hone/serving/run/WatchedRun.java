package dev.hone.serving.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.metrics.Metric;
import dev.hone.report.RunConsole;
import dev.hone.report.StepLine;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Shows the events of a run on a terminal as its own driver does: the line of a step, the end. Of what was before the watching, the last steps. */
public final class WatchedRun {

    private static final int STEPS_BEFORE = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int plannedSteps;
    private final RunConsole console;
    private final Map<Integer, JsonNode> validations = new HashMap<>();
    /** All lines: what a resumed driver has mended comes anew as a whole. */
    private final Set<String> seen = new HashSet<>();

    private OptionalDouble lastReward = OptionalDouble.empty();
    private int prompts;
    private int samples;

    /**
     * A run of which nothing was seen yet.
     *
     * @param plannedSteps 1 or more
     */
    public WatchedRun(int plannedSteps, RunConsole console) {
        this.plannedSteps = plannedSteps;
        this.console = console;
    }

    /** Lines of its events, in order; those that are no JSON, which a killed driver may leave, are passed over. */
    public void accept(List<String> lines) {
        List<JsonNode> events =
                lines.stream().filter(seen::add).map(WatchedRun::read).toList();
        long steps = events.stream().filter(WatchedRun::isStep).count();
        for (JsonNode event : events) {
            accept(event, isStep(event) && steps-- > STEPS_BEFORE);
        }
    }

    private void accept(JsonNode event, boolean before) {
        switch (event.path("event").asText()) {
            case "started" -> started(event);
            case "evaluation" -> evaluated(event);
            case "step" -> step(event, before);
            case "ended" -> event.path("summary").forEach(line -> console.line(line.asText()));
            default -> {}
        }
    }

    private void started(JsonNode event) {
        prompts = event.path("batch_size").asInt();
        samples = event.path("samples_per_prompt").asInt();
        console.line(
                "Run " + event.path("run").asText() + (event.path("resumed").asBoolean() ? " resumes" : " starts")
                        + ", " + event.path("at").asText());
    }

    private void evaluated(JsonNode event) {
        if (event.path("split").asText().equals("validation")) {
            validations.put(event.path("step").asInt(), event);
        }
    }

    private void step(JsonNode event, boolean before) {
        int step = event.path("step").asInt();
        OptionalDouble reward = metric(event, Metric.REWARD);
        if (!before) {
            console.progress(step, plannedSteps);
            if (reward.isPresent()) {
                console.step(line(event, step, reward.getAsDouble()));
            } else {
                console.line(String.format(
                        Locale.ROOT,
                        "step %d/%d  loss %.4f",
                        step,
                        plannedSteps,
                        metric(event, Metric.SFT_LOSS).orElse(Double.NaN)));
            }
        }
        lastReward = reward;
    }

    private StepLine line(JsonNode event, int step, double reward) {
        double seconds = event.path("timings").path("step_seconds").asDouble();
        int replaced =
                (int) metric(event, Metric.DYNAMIC_SAMPLING_GROUPS_REPLACED).orElse(0);
        int groups = prompts + replaced;
        JsonNode validation = validations.getOrDefault(step, JSON.missingNode());
        return new StepLine(
                step,
                plannedSteps,
                reward,
                lastReward,
                metric(event, Metric.KL),
                metric(event, Metric.COMPLETIONS_MEAN_LENGTH).orElse(0),
                (int) Math.round(groups
                        * samples
                        * metric(event, Metric.REWARDS_ERROR_RATE).orElse(0)),
                groups * samples,
                (int) Math.round(
                        groups * metric(event, Metric.FRAC_REWARD_ZERO_STD).orElse(0)),
                groups,
                replaced,
                seconds,
                seconds * (plannedSteps - step),
                number(validation.path("accuracy")),
                validation.path("unscored").asInt(),
                metric(event, Metric.VALIDATION_AUDIT_REWARD));
    }

    private static OptionalDouble metric(JsonNode event, Metric metric) {
        return number(event.path("metrics").path(metric.key()));
    }

    private static OptionalDouble number(JsonNode value) {
        return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }

    private static boolean isStep(JsonNode event) {
        return event.path("event").asText().equals("step");
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return JSON.nullNode();
        }
    }
}
