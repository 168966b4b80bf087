package dev.hone.serving.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.config.WrittenSpec;
import dev.hone.metrics.Metric;
import dev.hone.schema.RunRow;
import dev.hone.schema.StepRow;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.note.Note;
import dev.hone.serving.note.Notes;
import dev.hone.serving.report.HtmlReport;
import dev.hone.serving.run.DataSetName;
import dev.hone.serving.run.DataSets;
import dev.hone.serving.run.DataSummary;
import dev.hone.serving.run.Lineage;
import dev.hone.serving.run.RunLine;
import dev.hone.serving.run.StepSeries;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The page of one run: what it is, its curves, what to look at, its settings. */
public final class RunApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String SETTING = "spec.";

    /** More than a screen has columns for, fewer than take a browser long. */
    private static final int MAX_POINTS = 2_000;

    private final Places places;

    public RunApi(Places places) {
        this.places = places;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/run/{warehouse}/{run}", this::run),
                Route.get("/api/run/{warehouse}/{run}/steps.csv", this::csv),
                Route.get("/api/run/{warehouse}/{run}/lineage", this::lineage),
                Route.get("/api/run/{warehouse}/{run}/report", this::report),
                Route.get("/api/run/{warehouse}/{run}/events", this::events));
    }

    private ApiAnswer run(ApiRequest request) {
        Places.Place place = places.of(request);
        RunRow run = place.run(request);
        List<StepRow> steps = place.runs().steps(run.runId());
        RunLine line = place.runs().line(run, steps);
        ObjectNode answer = NODES.objectNode();
        answer.put("run", run.runId());
        answer.put("warehouse", place.files().path());
        answer.put("kind", run.kind());
        answer.put("state", line.state());
        answer.put("reason", run.stateReason());
        answer.put("base_model", run.baseModel());
        answer.put("created_at", run.createdAt().toString());
        answer.put("updated_at", run.updatedAt().toString());
        answer.put("planned_steps", run.plannedSteps());
        answer.put("completed_steps", steps.size());
        GainJson.put(line, answer);
        answer.put("spec", run.spec());
        ArrayNode written = answer.putArray("written");
        WrittenSpec.paths(run.spec()).forEach(written::add);
        answer.set("settings", settings(run));
        answer.set("notes", notes(steps));
        StepSeries series = StepSeries.of(steps, request.queryNumber("points", MAX_POINTS));
        answer.set("series", series(series));
        answer.set("meaning", meaning(series.metrics().keySet()));
        return ApiAnswer.json(answer);
    }

    /** Every metric and every second of every step: a line for each step. */
    private ApiAnswer csv(ApiRequest request) {
        Places.Place place = places.of(request);
        RunRow run = place.run(request);
        List<StepRow> steps = place.runs().steps(run.runId());
        SortedSet<String> metrics = names(steps, StepRow::metrics);
        SortedSet<String> timings = names(steps, StepRow::timings);
        StringBuilder csv = new StringBuilder("step");
        metrics.forEach(name -> csv.append(',').append(name));
        timings.forEach(name -> csv.append(',').append(name));
        for (StepRow step : steps) {
            csv.append('\n').append(step.step());
            metrics.forEach(name -> csv.append(',').append(cell(step.metrics().get(name))));
            timings.forEach(name -> csv.append(',').append(cell(step.timings().get(name))));
        }
        byte[] bytes = csv.append('\n').toString().getBytes(UTF_8);
        return ApiAnswer.file(run.runId() + "-steps.csv", "text/csv;charset=utf-8", bytes);
    }

    private ApiAnswer lineage(ApiRequest request) {
        Places.Place place = places.of(request);
        RunRow run = place.run(request);
        DataSummary data = new DataSets(place.files().tables()).of(DataSetName.of(run));
        ArrayNode stages = NODES.arrayNode();
        Lineage.of(
                        run,
                        data,
                        place.runs().steps(run.runId()),
                        place.files().folders().exported(run.runId()))
                .stages()
                .forEach(stage -> stages.addObject().put("name", stage.name()).put("text", stage.text()));
        return ApiAnswer.json(stages);
    }

    /** The run as one HTML file, as hone report makes it. */
    private ApiAnswer report(ApiRequest request) {
        Places.Place place = places.of(request);
        String run = place.run(request).runId();
        byte[] html = HtmlReport.of(place.files(), run).getBytes(UTF_8);
        return ApiAnswer.file(run + "-report.html", "text/html;charset=utf-8", html);
    }

    private ApiAnswer events(ApiRequest request) {
        Places.Place place = places.of(request);
        return new ApiAnswer.Stream(new LiveEvents(place, place.run(request)));
    }

    private static ObjectNode settings(RunRow run) {
        ObjectNode settings = NODES.objectNode();
        new TreeMap<>(run.identity())
                .forEach((name, value) -> settings.put(
                        name.startsWith(SETTING) ? name.substring(SETTING.length()) : "run: " + name, value));
        return settings;
    }

    private static ArrayNode notes(List<StepRow> steps) {
        ArrayNode notes = NODES.arrayNode();
        for (Note note : Notes.of(steps)) {
            notes.addObject()
                    .put("title", note.title())
                    .put("text", note.text())
                    .put("advice", note.advice())
                    .put("step", note.step());
        }
        return notes;
    }

    /** By name a list with a value for each point, null where there is none. */
    private static ObjectNode series(StepSeries series) {
        ObjectNode node = NODES.objectNode();
        ArrayNode numbers = node.putArray("step");
        series.steps().forEach(numbers::add);
        series.metrics().forEach((name, values) -> node.set(name, values(values)));
        series.timings().forEach((name, values) -> node.set(name, values(values)));
        return node;
    }

    private static ArrayNode values(double[] numbers) {
        ArrayNode values = NODES.arrayNode(numbers.length);
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                values.add(number);
            } else {
                values.addNull();
            }
        }
        return values;
    }

    /** What the metrics that are there mean, as docs/metrics.md says it. */
    private static ObjectNode meaning(Set<String> there) {
        ObjectNode meaning = NODES.objectNode();
        for (Metric metric : Metric.values()) {
            if (there.contains(metric.key())) {
                meaning.putObject(metric.key())
                        .put("formula", metric.formula())
                        .put("unit", metric.unit())
                        .put("healthy", metric.healthy());
            }
        }
        return meaning;
    }

    private static SortedSet<String> names(List<StepRow> steps, Function<StepRow, ? extends Map<String, Double>> kind) {
        return steps.stream()
                .flatMap(step -> kind.apply(step).keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String cell(Double value) {
        return value == null ? "" : value.toString();
    }
}
