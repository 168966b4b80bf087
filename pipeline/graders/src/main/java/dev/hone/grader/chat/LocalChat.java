package dev.hone.grader.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.StopReason;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.template.ChatPrompt;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A model that this process computes itself: a question a core at a time, for nothing. Schemas are not enforced, so small models need luck. */
final class LocalChat implements ChatModel {

    private final String identity;
    private final PolicyModel policy;
    private final Adapter base;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), LocalChat::daemon);

    /** @param policy stays open when this is closed: others of this process may use it */
    LocalChat(String identity, PolicyModel policy) {
        this.identity = identity;
        this.policy = policy;
        this.base = policy.initialAdapter(AdapterKind.Lora.allLinear(1, 1).on(policy.config()), 0);
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public CompletableFuture<ChatReply> ask(ChatRequest request) {
        return CompletableFuture.supplyAsync(() -> answer(request), threads);
    }

    private ChatReply answer(ChatRequest request) {
        long startNanos = System.nanoTime();
        int[] prompt = policy.tokenizer().encodeChat(ChatPrompt.of(messages(request)));
        SamplingSettings settings = SamplingSettings.plain(request.temperature().orElse(1), request.maxTokens());
        long seed = request.seed().orElse(0) + request.vote();
        SampledCompletion completion = policy.sample(
                        base, List.of(new PromptToSample(prompt, new long[] {seed})), settings)
                .get(0)
                .get(0);
        return new ChatReply(
                completion.text(),
                completion.stopReason() == StopReason.MAX_TOKENS ? "length" : "stop",
                prompt.length,
                completion.tokenIds().length,
                OptionalLong.empty(),
                (System.nanoTime() - startNanos) / 1_000_000);
    }

    private static ArrayNode messages(ChatRequest request) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        request.messages()
                .forEach(message ->
                        messages.addObject().put("role", message.role()).put("content", message.content()));
        return messages;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "local-judge");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
