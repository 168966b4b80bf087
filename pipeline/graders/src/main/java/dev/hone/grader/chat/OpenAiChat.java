package dev.hone.grader.chat;

import dev.hone.grader.http.JsonEndpoint;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A model behind an endpoint that speaks OpenAI's protocol: vLLM, Ollama, llama.cpp, Hone's own server, OpenAI, Azure, Bedrock. */
final class OpenAiChat implements ChatModel {

    private final OpenAiSettings settings;
    private final JsonEndpoint endpoint;

    /**
     * The model; nothing is sent yet.
     *
     * @throws dev.hone.reward.RewardUnavailableException if a key is not in the environment
     */
    OpenAiChat(OpenAiSettings settings, Duration timeout, UnaryOperator<String> environment) {
        this.settings = settings;
        this.endpoint = new JsonEndpoint(
                settings.who(),
                settings.completions(),
                settings.headers().values(settings.who(), environment),
                timeout);
    }

    @Override
    public String identity() {
        return settings.identity();
    }

    @Override
    public CompletableFuture<ChatReply> ask(ChatRequest request) {
        long startNanos = System.nanoTime();
        return endpoint.post(OpenAiMessages.body(settings, request))
                .thenApply(body -> OpenAiMessages.reply(body, request, (System.nanoTime() - startNanos) / 1_000_000));
    }

    @Override
    public void close() {
        // the client's connections and threads go when nothing refers to it
    }
}
