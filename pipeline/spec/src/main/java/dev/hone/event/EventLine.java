package dev.hone.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.schema.StepRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * An event as a line of JSON (docs/training.md lists the fields). Numbers that are not finite are null.
 *
 * @param kind such as {@code step}
 * @param step the step that the event is of, 0 for the start; -1 where it is of none
 * @param key what a run has once, such as {@code step 3} or {@code evaluation 3 test}; empty for an event that may come again
 * @param json the line, without its end
 */
public record EventLine(String kind, int step, Optional<String> key, String json) {

    static final String STEP = "step";
    static final String EVALUATION = "evaluation";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The lines of an event; none for one that is not kept.
     *
     * @param now the time of an event that has none of its own
     */
    public static List<EventLine> of(String runId, RunEvent event, Instant now) {
        if (event instanceof RunEvent.Step step) {
            return List.of(step(step.row()));
        }
        if (event instanceof RunEvent.SupervisedSteps steps) {
            return steps(steps.rows());
        }
        return fields(event).map(fields -> line(head(kind(event), runId, now).<ObjectNode>setAll(fields))).stream()
                .toList();
    }

    /** The lines of completed steps. */
    public static List<EventLine> steps(List<StepRow> rows) {
        return rows.stream().map(EventLine::step).toList();
    }

    /** A line that was read; empty where it is none, such as the half of one that a killed driver leaves. */
    static Optional<EventLine> parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node instanceof ObjectNode fields && fields.hasNonNull("event")
                    ? Optional.of(line(fields, text))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static EventLine line(ObjectNode fields) {
        return line(fields, fields.toString());
    }

    private static EventLine line(ObjectNode fields, String text) {
        String kind = fields.path("event").asText();
        int step = fields.path("step").asInt(-1);
        Optional<String> key = Stream.of(STEP, EVALUATION)
                .filter(kind::equals)
                .map(once -> (once + " " + step + " " + fields.path("split").asText()).strip())
                .findFirst();
        return new EventLine(kind, step, key, text);
    }

    private static EventLine step(StepRow row) {
        ObjectNode fields = head(STEP, row.runId(), row.completedAt());
        fields.put("step", row.step());
        fields.put("epoch", row.epoch());
        fields.put("adapter", row.adapterSha());
        fields.set("metrics", numbers(row.metrics()));
        fields.set("timings", numbers(row.timings()));
        return line(fields);
    }

    private static ObjectNode head(String kind, String runId, Instant at) {
        return NODES.objectNode()
                .put("event", kind)
                .put("run", runId)
                .put("at", at.truncatedTo(ChronoUnit.MICROS).toString());
    }

    private static String kind(RunEvent event) {
        return event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** What an event holds beside its head; empty for one that is not kept. */
    private static Optional<ObjectNode> fields(RunEvent event) {
        ObjectNode fields = NODES.objectNode();
        if (event instanceof RunEvent.Started started) {
            fields.put("resumed", started.resumed());
            fields.put("planned_steps", started.plannedSteps());
            fields.put("completed_steps", started.completed().size());
            fields.put("batch_size", started.batchSize());
            started.samplesPerPrompt().ifPresent(samples -> fields.put("samples_per_prompt", samples));
        } else if (event instanceof RunEvent.Warning warning) {
            fields.put("text", warning.text());
        } else if (event instanceof RunEvent.Evaluation evaluation) {
            evaluation(evaluation, fields);
        } else if (event instanceof RunEvent.Tuned tuned) {
            fields.put("step", tuned.step());
            fields.put("last_step", tuned.lastStep());
            tuned.stopReason().ifPresent(reason -> fields.put("stop_reason", reason));
        } else if (event instanceof RunEvent.Ended ended) {
            fields.put("state", ended.state().columnValue());
            fields.put("reason", ended.reason());
            ended.summary().forEach(fields.putArray("summary")::add);
        } else {
            return Optional.empty();
        }
        return Optional.of(fields);
    }

    private static void evaluation(RunEvent.Evaluation evaluation, ObjectNode fields) {
        fields.put("step", evaluation.step());
        fields.put("split", evaluation.split().name().toLowerCase(Locale.ROOT));
        fields.put("answers", evaluation.answers());
        fields.put("unscored", evaluation.unscored());
        put(fields, "accuracy", evaluation.accuracy());
        put(fields, "reward", evaluation.reward());
        fields.put("seconds", evaluation.seconds());
    }

    private static ObjectNode numbers(Map<String, Double> values) {
        ObjectNode node = NODES.objectNode();
        values.forEach((name, value) -> put(node, name, OptionalDouble.of(value)));
        return node;
    }

    private static void put(ObjectNode fields, String name, OptionalDouble value) {
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            fields.put(name, value.getAsDouble());
        } else {
            fields.putNull(name);
        }
    }
}
