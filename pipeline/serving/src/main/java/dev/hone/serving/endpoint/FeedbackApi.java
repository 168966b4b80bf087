package dev.hone.serving.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.http.Scope;
import dev.hone.serving.traffic.TrafficLog;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** POST /v1/chat/completions/ID: what a client says of an answer later, such as what the right one would have been. */
public final class FeedbackApi {

    private final TrafficLog log;

    public FeedbackApi(TrafficLog log) {
        this.log = log;
    }

    public List<Route> routes() {
        return List.of(new Route("POST", "/v1/chat/completions/{chat}", Optional.of(Scope.INFER), this::keep));
    }

    private ApiAnswer keep(ApiRequest http) {
        Fields fields = new Fields(http.json());
        JsonNode metadata = fields.any("metadata")
                .filter(JsonNode::isObject)
                .orElseThrow(() -> ApiException.invalid("metadata", "The request lacks metadata, an object"));
        fields.requireNoOthers(Set.of());
        try {
            log.addFeedback(http.path("chat"), metadata);
        } catch (IllegalArgumentException e) {
            throw ApiException.notFound(e.getMessage());
        }
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("id", http.path("chat"))
                .put("object", "chat.completion");
        answer.set("metadata", metadata);
        return ApiAnswer.json(answer);
    }
}
