package dev.hone.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keys and values of the prompts whose completions are in flight, once for all completions of a prompt. */
final class PromptCache {

    private final KeyValueCache cache;
    private final List<Integer> prompts = new ArrayList<>();
    private final Map<Integer, Integer> tokens = new HashMap<>();
    private final Map<Integer, Integer> unfinished = new HashMap<>();

    /**
     * An empty cache.
     *
     * @param slots greatest number of prompts in flight
     * @param capacityTokens length of the longest prompt
     */
    PromptCache(TorchProgram program, NDManager manager, ModelConfig config, int slots, int capacityTokens) {
        cache = new KeyValueCache(program, manager, config, slots, capacityTokens);
    }

    /** Copies a prompt's keys and values [L, K, P, E]; it stays until each of its completions has ended. */
    void add(int prompt, NDArray promptKeys, NDArray promptValues, int completions) {
        cache.fill(prompts.size(), promptKeys, promptValues);
        prompts.add(prompt);
        tokens.put(prompt, (int) promptKeys.getShape().get(2));
        unfinished.put(prompt, completions);
    }

    /** One of a prompt's completions has ended; after the last of them the last prompt moves into the hole. */
    void end(int prompt) {
        if (unfinished.merge(prompt, -1, Integer::sum) > 0) {
            return;
        }
        int slot = prompts.indexOf(prompt);
        int last = prompts.remove(prompts.size() - 1);
        if (last != prompt) {
            prompts.set(slot, last);
            cache.move(prompts.size(), slot, tokens.get(last));
        }
        tokens.remove(prompt);
        unfinished.remove(prompt);
    }

    /** The prompts here, in the order of their slots. */
    List<Integer> prompts() {
        return List.copyOf(prompts);
    }

    /** Tokens of the longest of them. */
    int longest() {
        return prompts.stream().mapToInt(tokens::get).max().orElse(0);
    }

    NDArray keys() {
        return cache.keys();
    }

    NDArray values() {
        return cache.values();
    }
}
