package dev.hone.policy.torch;

import dev.hone.policy.adapter.Adapter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Given tokens whose log-probabilities are wanted.
 *
 * @param tokens [T]
 * @param logprobs [T - 1] when they are known
 */
record ServedScore(Optional<Adapter> adapter, int[] tokens, CompletableFuture<float[]> logprobs) {

    String adapterSha() {
        return adapter.map(Adapter::sha256).orElse("");
    }
}
