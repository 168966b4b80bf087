package dev.hone.serving.endpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.policy.serve.ServingLoad;
import dev.hone.policy.serve.ServingModel;
import dev.hone.serving.deploy.Deployments;
import dev.hone.serving.deploy.ServedPolicy;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.http.Scope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** GET /healthz, for whoever asks, and GET /metrics in Prometheus's text form, for a key. */
public final class HealthApi {

    private final Deployments deployments;

    public HealthApi(Deployments deployments) {
        this.deployments = deployments;
    }

    public List<Route> routes() {
        return List.of(
                new Route("GET", "/healthz", Optional.empty(), this::health),
                new Route("GET", "/metrics", Optional.of(Scope.INFER), this::metrics));
    }

    private ApiAnswer health(ApiRequest request) {
        return ApiAnswer.json(JsonNodeFactory.instance.objectNode().put("status", "ok"));
    }

    private ApiAnswer metrics(ApiRequest request) {
        Map<String, ServingLoad> loads = new TreeMap<>();
        for (ServedPolicy policy : deployments.all()) {
            ServingModel model = policy.model();
            loads.putIfAbsent(policy.base(), model.load());
        }
        StringBuilder text = new StringBuilder();
        metric(text, loads, "hone_completions_running", "gauge", "completions in flight", ServingLoad::running);
        metric(
                text,
                loads,
                "hone_requests_waiting",
                "gauge",
                "requests nothing was computed of yet",
                ServingLoad::waiting);
        metric(text, loads, "hone_prompt_tokens_total", "counter", "prompt tokens computed", ServingLoad::promptTokens);
        metric(
                text,
                loads,
                "hone_cached_prompt_tokens_total",
                "counter",
                "prompt tokens that were there from earlier requests",
                ServingLoad::cachedTokens);
        metric(text, loads, "hone_completion_tokens_total", "counter", "tokens drawn", ServingLoad::completionTokens);
        metric(
                text,
                loads,
                "hone_preemptions_total",
                "counter",
                "completions that gave up their room and were computed again",
                ServingLoad::preemptions);
        return new ApiAnswer.Body(
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                text.toString().getBytes(StandardCharsets.UTF_8),
                Optional.empty(),
                Map.of());
    }

    private static void metric(
            StringBuilder text,
            Map<String, ServingLoad> loads,
            String name,
            String type,
            String help,
            ToLongFunction<ServingLoad> value) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        loads.forEach((base, load) -> text.append(name)
                .append("{base=\"")
                .append(base.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\"} ")
                .append(value.applyAsLong(load))
                .append('\n'));
    }
}
