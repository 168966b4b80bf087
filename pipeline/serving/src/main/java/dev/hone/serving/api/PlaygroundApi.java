package dev.hone.serving.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.reward.RewardResult;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RunRow;
import dev.hone.schema.Split;
import dev.hone.serving.deploy.Deployments;
import dev.hone.serving.deploy.ServedPolicy;
import dev.hone.serving.deploy.Target;
import dev.hone.serving.endpoint.ChatApi;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.run.RewardTrial;
import dev.hone.serving.run.TestCases;
import dev.hone.serving.run.WarehouseRuns;
import dev.hone.serving.table.WarehouseFiles;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The playground: the same question to several policies, what the reward says of their answers, and test cases that are kept. */
public final class PlaygroundApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Deployments deployments;
    private final ChatApi chat;
    private final Function<String, WarehouseFiles> warehouses;
    private final TestCases cases;

    /**
     * A playground.
     *
     * @param warehouses opens one by its path
     * @param cases where test cases go
     */
    public PlaygroundApi(Deployments deployments, Function<String, WarehouseFiles> warehouses, TestCases cases) {
        this.deployments = deployments;
        this.chat = new ChatApi(deployments, chat -> {}); // what is tried is no traffic
        this.warehouses = warehouses;
        this.cases = cases;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/playground", this::policies),
                Route.change("POST", "/api/playground/chat", chat::answer),
                Route.change("POST", "/api/playground/score", this::score),
                Route.change("POST", "/api/playground/keep", this::keep));
    }

    private ApiAnswer policies(ApiRequest request) {
        ObjectNode answer = NODES.objectNode();
        ArrayNode policies = answer.putArray("policies");
        for (ServedPolicy policy : deployments.all()) {
            ObjectNode node = policies.addObject().put("name", policy.name()).put("base", policy.base());
            policy.target().ifPresent(target -> node.put("policy", target.text()));
        }
        return ApiAnswer.json(answer.put("kept", cases.file().toString()));
    }

    /** What the reward of a deployed policy's run says of an answer. */
    private ApiAnswer score(ApiRequest request) {
        JsonNode body = request.json();
        Target target = deployments
                .find(body.path("model").asText())
                .flatMap(ServedPolicy::target)
                .orElseThrow(() -> ApiException.invalid("This policy is of no run, so there is no reward to ask"));
        RunRow run = new WarehouseRuns(
                        warehouses.apply(target.warehouse()).tables(),
                        warehouses.apply(target.warehouse()).folders())
                .find(target.run())
                .orElseThrow(() -> ApiException.notFound("The run " + target.run() + " is no longer there"));
        RewardResult result =
                RewardTrial.score(run, prompt(body), body.path("answer").asText());
        ObjectNode node = NODES.objectNode();
        result.reward().ifPresent(reward -> node.put("reward", reward));
        result.outcome().ifPresent(outcome -> node.put("outcome", outcome));
        result.error().ifPresent(error -> node.put("error", error));
        return ApiAnswer.json(node.put("explanation", result.explanation()));
    }

    private ApiAnswer keep(ApiRequest request) {
        JsonNode body = request.json();
        if (!body.path("messages").isArray() || body.path("messages").isEmpty()) {
            throw ApiException.invalid("A test case needs messages");
        }
        cases.add(
                body.get("messages"),
                Optional.of(body.path("reference").asText("")).filter(text -> !text.isBlank()));
        return ApiAnswer.json(NODES.objectNode().put("kept", cases.file().toString()));
    }

    private static PromptRow prompt(JsonNode body) {
        return new PromptRow(
                "playground",
                "playground",
                Split.TEST,
                body.path("messages").toString(),
                Optional.empty(),
                Optional.of(body.path("reference").asText("")).filter(text -> !text.isBlank()),
                Optional.empty(),
                Optional.empty(),
                0);
    }
}
