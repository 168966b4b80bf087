package dev.hone.serving.endpoint;

import dev.hone.error.StorageException;
import dev.hone.serving.deploy.Deployments;
import dev.hone.serving.deploy.ServedPolicy;
import dev.hone.serving.http.ApiAnswer;
import dev.hone.serving.http.ApiException;
import dev.hone.serving.http.ApiRequest;
import dev.hone.serving.http.Route;
import dev.hone.serving.http.Scope;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** POST /v1/chat/completions. */
public final class ChatApi {

    private final Deployments deployments;

    public ChatApi(Deployments deployments) {
        this.deployments = deployments;
    }

    public List<Route> routes() {
        return List.of(new Route("POST", "/v1/chat/completions", Optional.of(Scope.INFER), this::answer));
    }

    /** Answers as the route does, whoever asks by another one. */
    public ApiAnswer answer(ApiRequest http) {
        ChatRequest request = ChatRequest.read(http.json());
        ServedPolicy policy = find(deployments, request.model());
        int[] prompt = policy.tokenizer().encodeChat(request.prompt());
        Asked asked = Asked.of(policy, "chatcmpl-", prompt, request.tokens(), request.topLogprobs());
        if (request.stream()) {
            return new ApiAnswer.Stream(new ChatStream(asked, request));
        }
        ChatAnswer answer = new ChatAnswer(asked, request.topLogprobs().isPresent());
        follow(asked, answer);
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
