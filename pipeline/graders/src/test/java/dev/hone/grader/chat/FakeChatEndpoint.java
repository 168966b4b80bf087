package dev.hone.grader.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.grader.http.FakeHttpServer;
import dev.hone.grader.http.Fault;
import java.util.List;
import java.util.function.Function;

/** A judge on loopback that speaks OpenAI's protocol. */
public final class FakeChatEndpoint implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final FakeHttpServer server;

    private FakeChatEndpoint(FakeHttpServer server) {
        this.server = server;
    }

    /**
     * One whose answers are texts.
     *
     * @param answer the text of the answer to the body of a request
     */
    public static FakeChatEndpoint answering(Function<JsonNode, String> answer) {
        return new FakeChatEndpoint(
                new FakeHttpServer(request -> completion(request.body(), answer.apply(request.body()))));
    }

    /**
     * One whose answers are whole bodies.
     *
     * @param body the whole body of the answer to the body of a request
     */
    public static FakeChatEndpoint answeringWithBody(Function<JsonNode, String> body) {
        return new FakeChatEndpoint(new FakeHttpServer(request -> body.apply(request.body())));
    }

    /** What the last message of a request says. */
    public static String question(JsonNode request) {
        JsonNode messages = request.path("messages");
        return messages.path(messages.size() - 1).path("content").asText();
    }

    /** For the parameter {@code endpoint}. */
    public String url() {
        return server.url() + "/v1";
    }

    /** The next requests meet these, one each, in order. */
    public FakeChatEndpoint failNext(Fault... faults) {
        server.failNext(faults);
        return this;
    }

    /** No question meets a fault any more. */
    public void forgetFaults() {
        server.forgetFaults();
    }

    /** How often it was asked, faults included. */
    public int calls() {
        return server.requests().size();
    }

    /** What it was asked, faults included. */
    public List<FakeHttpServer.Request> requests() {
        return server.requests();
    }

    /** How many questions were open at the same time. */
    public int mostInFlight() {
        return server.mostInFlight();
    }

    /** A whole answer, with four characters to a token. */
    public static String completion(JsonNode request, String text) {
        int promptTokens = 0;
        for (JsonNode message : request.path("messages")) {
            promptTokens += tokens(message.path("content").asText());
        }
        ObjectNode completion = JSON.createObjectNode()
                .put("object", "chat.completion")
                .put("model", request.path("model").asText());
        ObjectNode choice =
                completion.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        completion
                .putObject("usage")
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", tokens(text))
                .put("total_tokens", promptTokens + tokens(text));
        return completion.toString();
    }

    private static int tokens(String text) {
        return (text.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    @Override
    public void close() {
        server.close();
    }
}
