package dev.hone.serving.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.RunRow;
import dev.hone.schema.ScoreRow;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.run.RolloutGroup;
import dev.hone.serving.run.RunTokenizers;
import dev.hone.serving.run.StepRollouts;
import java.util.List;
import java.util.Map;

/** The page of rollouts: what the policy answered in a step, and why it was paid. */
public final class RolloutsApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Places places;
    private final RunTokenizers tokenizers = new RunTokenizers();

    public RolloutsApi(Places places) {
        this.places = places;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/run/{warehouse}/{run}/rollouts/{step}", this::step),
                Route.get("/api/run/{warehouse}/{run}/rollouts/{step}/tokens", this::tokens));
    }

    /** The texts of the tokens of a prompt's completions, by sample; {@code {}} where the run's tokenizer is no longer there. */
    private ApiAnswer tokens(ApiRequest request) {
        Places.Place place = places.of(request);
        RunRow run = place.run(request);
        String prompt = request.query("prompt").orElseThrow(() -> ApiException.invalid("The query lacks prompt=ID"));
        ObjectNode bySample = NODES.objectNode();
        tokenizers.of(run).ifPresent(texts -> new StepRollouts(place.files().tables())
                .rollouts(run.runId(), request.pathNumber("step"), prompt)
                .forEach(row ->
                        texts.of(row.tokenIds()).forEach(bySample.putArray(Integer.toString(row.sample()))::add)));
        return ApiAnswer.json(bySample);
    }

    private ApiAnswer step(ApiRequest request) {
        StepRollouts rollouts = new StepRollouts(places.of(request).files().tables());
        ArrayNode groups = NODES.arrayNode();
        for (RolloutGroup group : rollouts.of(request.path("run"), request.pathNumber("step"))) {
            ObjectNode node = groups.addObject().put("prompt_id", group.promptId());
            group.prompt().ifPresent(prompt -> PromptJson.put(prompt, node));
            ArrayNode completions = node.putArray("completions");
            group.completions().forEach(scored -> completions.add(completion(scored)));
        }
        return ApiAnswer.json(groups);
    }

    private static ObjectNode completion(RolloutGroup.Scored scored) {
        RolloutRow row = scored.rollout();
        ObjectNode node = NODES.objectNode();
        node.put("sample", row.sample());
        node.put("completion", row.completion());
        node.put("stop_reason", row.stopReason());
        node.put("tokens", row.tokenIds().size());
        ArrayNode logprobs = node.putArray("logprobs");
        row.samplerLogprobs().forEach(logprobs::add);
        scored.score().ifPresent(score -> score(score, node));
        RescoresJson.put(scored.rescores(), node);
        return node;
    }

    private static void score(ScoreRow score, ObjectNode node) {
        score.reward().ifPresent(reward -> node.put("reward", reward));
        score.outcome().ifPresent(outcome -> node.put("outcome", outcome));
        score.error().ifPresent(error -> node.put("error", error));
        node.put("advantage", score.advantage());
        node.put("explanation", score.explanation());
        node.set("components", numbers(score.components()));
    }

    private static ObjectNode numbers(Map<String, Double> values) {
        ObjectNode node = NODES.objectNode();
        values.forEach(node::put);
        return node;
    }
}
