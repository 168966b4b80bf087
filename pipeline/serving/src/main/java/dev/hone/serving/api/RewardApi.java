package dev.hone.serving.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.ConfigException;
import dev.hone.reward.RewardResult;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RunRow;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.run.DataSetName;
import dev.hone.serving.run.DataSets;
import dev.hone.serving.run.RewardSpread;
import dev.hone.serving.run.RewardTrial;
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
        return List.of(
                Route.get("/api/run/{warehouse}/{run}/reward", this::reward),
                Route.change("POST", "/api/run/{warehouse}/{run}/reward/score", this::score));
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

    /** What an answer would be paid: {@code {"prompt_id", "answer"}}. */
    private ApiAnswer score(ApiRequest request) {
        Places.Place place = places.of(request);
        RunRow run = place.run(request);
        JsonNode body = request.json();
        String promptId = body.path("prompt_id").asText();
        String answer = body.path("answer").asText();
        PromptRow prompt = new DataSets(place.files().tables())
                .prompt(DataSetName.of(run), promptId)
                .orElseThrow(() ->
                        ApiException.notFound("There is no prompt " + promptId + " in the data set of " + run.runId()));
        try {
            return ApiAnswer.json(result(RewardTrial.score(run, prompt, answer)));
        } catch (ConfigException e) {
            throw ApiException.invalid(e.getMessage());
        }
    }

    private static ObjectNode result(RewardResult result) {
        ObjectNode node = NODES.objectNode();
        result.reward().ifPresent(reward -> node.put("reward", reward));
        result.outcome().ifPresent(outcome -> node.put("outcome", outcome));
        result.error().ifPresent(error -> node.put("error", error));
        node.put("explanation", result.explanation());
        ObjectNode components = node.putObject("components");
        result.components().forEach(components::put);
        return node;
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
