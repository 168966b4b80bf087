package dev.hone.serving.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.error.StorageException;
import dev.hone.policy.adapter.Adapter;
import dev.hone.serving.deploy.Deployments;
import dev.hone.serving.deploy.ServedPolicy;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.http.Scope;
import dev.hone.serving.traffic.ServedChat;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** POST /v1/chat/completions. */
public final class ChatApi {

    private final Deployments deployments;
    private final Consumer<ServedChat> answered;

    /**
     * Answers.
     *
     * @param answered gets every chat that was answered whole
     */
    public ChatApi(Deployments deployments, Consumer<ServedChat> answered) {
        this.deployments = deployments;
        this.answered = answered;
    }

    public List<Route> routes() {
        return List.of(new Route("POST", "/v1/chat/completions", Optional.of(Scope.INFER), this::answer));
    }

    /** Answers as the route does, whoever asks by another one. */
    public ApiAnswer answer(ApiRequest http) {
        JsonNode body = http.json();
        ChatRequest request = ChatRequest.read(body);
        Instant at = Instant.now();
        ServedPolicy policy = find(deployments, request.model());
        int[] prompt = policy.tokenizer().encodeChat(request.prompt());
        Asked asked = Asked.of(policy, "chatcmpl-", prompt, request.tokens(), request.topLogprobs());
        ChatAnswer answer = new ChatAnswer(asked, request.topLogprobs().isPresent());
        Runnable whole = () -> answered.accept(new ServedChat(
                at,
                http.caller(),
                policy.name(),
                policy.adapter().map(Adapter::sha256).orElse(""),
                body,
                answer.json()));
        if (request.stream()) {
            return new ApiAnswer.Stream(new ChatStream(asked, request, answer, whole));
        }
        follow(asked, answer);
        whole.run();
        return warned(ApiAnswer.json(answer.json()), request);
    }

    private static ApiAnswer warned(ApiAnswer.Body answer, ChatRequest request) {
        return request.ignored().isEmpty()
                ? answer
                : answer.withHeader("x-hone-warning", "ignored: " + String.join(", ", request.ignored()));
    }

    /** Waits for a whole answer. */
    static void follow(Asked asked, AnswerEvents.Reader reader) {
        try {
            AnswerEvents.follow(asked, reader);
        } catch (IOException e) {
            throw new StorageException("the answer cannot be gathered: " + e.getMessage(), e);
        }
    }

    /**
     * The policy of a name.
     *
     * @throws ApiException 404 where there is none
     */
    static ServedPolicy find(Deployments deployments, String name) {
        return deployments.find(name).orElseThrow(() -> ApiException.notFound(
                        "There is no model " + name + " here; these answer: "
                                + String.join(
                                        ", ",
                                        deployments.all().stream()
                                                .map(ServedPolicy::name)
                                                .toList()))
                .withCode("model_not_found"));
    }
}
