package dev.hone.serving.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.serving.deploy.Deployments;
import dev.hone.serving.deploy.ServedPolicy;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.http.Scope;
import java.util.List;
import java.util.Optional;

/** GET /v1/models: the policies that answer, with what vLLM says of them besides: root, parent, context. */
public final class ModelsApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Deployments deployments;

    public ModelsApi(Deployments deployments) {
        this.deployments = deployments;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/v1/models", Optional.of(Scope.INFER), this::all),
                new Route("GET", "/v1/models/{model}", Optional.of(Scope.INFER), this::one));
    }

    private ApiAnswer all(ApiRequest request) {
        ArrayNode data = NODES.arrayNode();
        deployments.all().forEach(policy -> data.add(json(policy)));
        ObjectNode list = NODES.objectNode().put("object", "list").put("has_more", false);
        list.set("data", data);
        return ApiAnswer.json(list);
    }

    private ApiAnswer one(ApiRequest request) {
        return ApiAnswer.json(json(ChatApi.find(deployments, request.path("model"))));
    }

    private static ObjectNode json(ServedPolicy policy) {
        boolean isBase = policy.name().equals(policy.base());
        return NODES.objectNode()
                .put("id", policy.name())
                .put("object", "model")
                .put("created", policy.since().getEpochSecond())
                .put("owned_by", "hone")
                .put("root", policy.root())
                .put("parent", isBase ? null : policy.base())
                .put("max_model_len", policy.model().config().maxPositions());
    }
}
