package dev.hone.serving.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.schema.RunRow;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.run.RewardSpread;
import dev.hone.serving.run.RunRewards;
import java.util.List;

/** The page of a run's reward: how it is defined, and what it paid. */
public final class RewardApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Places places;

    public RewardApi(Places places) {
        this.places = places;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/run/{warehouse}/{run}/reward", this::reward));
    }

    private ApiAnswer reward(ApiRequest request) {
        Places.Place place = places.of(request);
        RunRow run = place.run(request);
        RewardSpread spread = new RunRewards(place.files().tables()).of(run.runId());
        ObjectNode answer = NODES.objectNode();
        answer.put("spec", run.spec());
        answer.put("low", spread.low());
        answer.put("high", spread.high());
        ArrayNode spans = answer.putArray("spans");
        spread.spans().forEach(span -> spans.add(span(span)));
        return ApiAnswer.json(answer);
    }

    private static ObjectNode span(RewardSpread.Span span) {
        ObjectNode node = NODES.objectNode();
        node.put("from", span.fromStep());
        node.put("to", span.toStep());
        node.put("errors", span.errors());
        put("p10", span.p10(), node);
        put("median", span.median(), node);
        put("p90", span.p90(), node);
        ArrayNode counts = node.putArray("counts");
        span.counts().forEach(counts::add);
        ObjectNode components = node.putObject("components");
        span.components().forEach(components::put);
        return node;
    }

    /** JSON has no number for what is not there. */
    private static void put(String name, double value, ObjectNode node) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
