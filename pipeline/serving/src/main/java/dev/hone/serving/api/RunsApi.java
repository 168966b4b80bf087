package dev.hone.serving.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.run.RunLine;
import java.util.List;

/** The page of all runs. */
public final class RunsApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Places places;

    public RunsApi(Places places) {
        this.places = places;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/runs", this::all));
    }

    private ApiAnswer all(ApiRequest request) {
        ArrayNode warehouses = NODES.arrayNode();
        for (Places.Place place : places.all()) {
            ObjectNode warehouse =
                    warehouses.addObject().put("path", place.files().path());
            ArrayNode runs = warehouse.putArray("runs");
            place.runs().all().forEach(line -> runs.add(json(line)));
        }
        return ApiAnswer.json(warehouses);
    }

    private static ObjectNode json(RunLine line) {
        ObjectNode run = NODES.objectNode();
        run.put("run", line.run().runId());
        run.put("kind", line.run().kind());
        run.put("state", line.state());
        run.put("reason", line.run().stateReason());
        run.put("model", line.run().identity().getOrDefault("spec.model.path", ""));
        run.put("reward", line.run().identity().getOrDefault("spec.reward.kind", ""));
        run.put("steps", line.completedSteps());
        run.put("planned_steps", line.run().plannedSteps());
        GainJson.put(line, run);
        run.put("minutes", line.duration().toMillis() / 60e3);
        run.put("created_at", line.run().createdAt().toString());
        ArrayNode rewards = run.putArray("rewards");
        line.rewards().forEach(rewards::add);
        return run;
    }
}
