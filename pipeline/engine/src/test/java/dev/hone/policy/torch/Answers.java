package dev.hone.policy.torch;

import dev.hone.policy.SampledCompletion;
import dev.hone.policy.serve.GeneratedToken;
import dev.hone.policy.serve.GenerationListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Gathers what a serving model answers to one request. */
final class Answers implements GenerationListener {

    final CompletableFuture<List<SampledCompletion>> all = new CompletableFuture<>();
    final CompletableFuture<Integer> cachedTokens = new CompletableFuture<>();
    final Map<Integer, List<GeneratedToken>> tokens = new TreeMap<>();
    private final int samples;
    private final Map<Integer, SampledCompletion> ended = new TreeMap<>();

    Answers(int samples) {
        this.samples = samples;
    }

    List<SampledCompletion> await() throws Exception {
        return all.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void started(int cached) {
        cachedTokens.complete(cached);
    }

    @Override
    public synchronized void token(int sample, GeneratedToken token) {
        tokens.computeIfAbsent(sample, none -> new ArrayList<>()).add(token);
    }

    @Override
    public synchronized void ended(int sample, SampledCompletion completion) {
        ended.put(sample, completion);
        if (ended.size() == samples) {
            all.complete(List.copyOf(ended.values()));
        }
    }

    @Override
    public void failed(RuntimeException problem) {
        all.completeExceptionally(problem);
    }
}
