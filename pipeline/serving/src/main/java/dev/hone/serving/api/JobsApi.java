package dev.hone.serving.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.config.JobSpec;
import dev.hone.config.SpecFindings;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.job.Job;
import dev.hone.serving.job.JobKind;
import dev.hone.serving.job.JobLog;
import dev.hone.serving.job.JobOrder;
import dev.hone.serving.job.Jobs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The page of jobs: starting, stopping and resuming trainings, trying a specification, and what each has printed. */
public final class JobsApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Places places;
    private final Jobs jobs;

    public JobsApi(Places places, Jobs jobs) {
        this.places = places;
        this.jobs = jobs;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/jobs", this::all),
                Route.get("/api/jobs/{job}", this::one),
                Route.get("/api/jobs/{job}/log/{from}", this::log),
                Route.change("POST", "/api/jobs", this::start),
                Route.change(
                        "POST",
                        "/api/jobs/{job}/stop",
                        request -> ApiAnswer.json(json(jobs.stop(find(request).id())))),
                Route.change(
                        "POST",
                        "/api/jobs/{job}/end",
                        request -> ApiAnswer.json(json(jobs.end(find(request).id())))),
                Route.change(
                        "POST",
                        "/api/jobs/{job}/resume",
                        request -> ApiAnswer.json(json(jobs.resume(find(request).id())))));
    }

    /** The trainings, the newest first. */
    private ApiAnswer all(ApiRequest request) {
        ArrayNode all = NODES.arrayNode();
        List<Job> trainings = jobs.store().all().stream()
                .filter(job -> job.order().kind().trains())
                .toList();
        for (int i = trainings.size() - 1; i >= 0; i--) {
            all.add(json(trainings.get(i)));
        }
        return ApiAnswer.json(all);
    }

    private ApiAnswer one(ApiRequest request) {
        Job job = find(request);
        return ApiAnswer.json(json(job).put("spec", jobs.store().spec(job)));
    }

    /** What a job has printed from a byte on; from its end where none is named. */
    private ApiAnswer log(ApiRequest request) {
        JobLog log = jobs.store().log(find(request));
        JobLog.Piece piece = request.path("from").equals("end") ? log.tail() : log.from(request.pathNumber("from"));
        return ApiAnswer.json(NODES.objectNode()
                .put("text", piece.text())
                .put("start", piece.start())
                .put("next", piece.next()));
    }

    private ApiAnswer start(ApiRequest request) {
        JsonNode body = request.json();
        JobKind kind = kind(body.path("kind").asText("run"));
        String text = body.path("spec").asText();
        SpecFindings findings = NewRunApi.examine(text);
        JobSpec spec = findings.spec()
                .orElseThrow(() -> ApiException.invalid("The specification has problems: "
                        + findings.errors().get(0).path() + " "
                        + findings.errors().get(0).text()));
        if (places.number(spec.warehouse()).isEmpty()) {
            throw ApiException.invalid("This console does not show the warehouse " + spec.warehouse()
                    + ", so nobody would see the run. Write one of these: "
                    + String.join(
                            ", ",
                            places.all().stream()
                                    .map(place -> place.files().path())
                                    .toList()));
        }
        JobOrder order =
                new JobOrder(kind, spec.run(), spec.warehouse(), Path.of("").toAbsolutePath(), Instant.now());
        return ApiAnswer.json(json(jobs.start(order, text)));
    }

    private static JobKind kind(String word) {
        return Arrays.stream(JobKind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid("There is no kind of job \"" + word + "\""));
    }

    private Job find(ApiRequest request) {
        return jobs.store()
                .find(request.path("job"))
                .orElseThrow(() -> ApiException.notFound("There is no job " + request.path("job")));
    }

    private ObjectNode json(Job job) {
        ObjectNode node = NODES.objectNode();
        node.put("job", job.id());
        node.put("kind", job.order().kind().name().toLowerCase(Locale.ROOT));
        node.put("run", job.order().run());
        node.put("state", job.state().word());
        node.put("over", job.state().isOver());
        node.put("reason", job.last().reason());
        job.last().exitCode().ifPresent(code -> node.put("exit_code", code));
        node.put("ordered_at", job.order().orderedAt().toString());
        node.put("attempts", job.attempts());
        places.number(job.order().warehouse()).ifPresent(number -> node.put("warehouse", number));
        ArrayNode changes = node.putArray("changes");
        job.changes().forEach(change -> changes.addObject()
                .put("state", change.state().word())
                .put("at", change.at().toString())
                .put("reason", change.reason()));
        return node;
    }
}
