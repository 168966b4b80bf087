package dev.hone.policy.torch;

import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;

/** Keys and values of the prompts whose completions are in flight, once for all completions of a prompt. */
final class PromptCache implements AutoCloseable {

    private final KeyValueCache cache;
    private final List<Held> held = new ArrayList<>();

    /**
     * An empty cache.
     *
     * @param slots maximum number of prompts in flight
     * @param capacityTokens length of the longest prompt
     */
    PromptCache(TorchProgram program, IValue model, int slots, int capacityTokens) {
        cache = new KeyValueCache(program, model, slots, capacityTokens);
    }

    /** Gives a prompt a slot, which it has until each of its completions has ended. */
    int add(int prompt, int tokens, int completions) {
        held.add(new Held(prompt, tokens, completions));
        return held.size() - 1;
    }

    /** One of a prompt's completions has ended; after the last of them the last prompt moves into the hole. */
    void end(int prompt) {
        int slot = prompts().indexOf(prompt);
        Held ended = held.get(slot);
        ended.unfinished--;
        if (ended.unfinished > 0) {
            return;
        }
        Held last = held.remove(held.size() - 1);
        if (last != ended) {
            held.set(slot, last);
            cache.move(held.size(), slot, last.tokens);
        }
    }

    /** The prompts here, in the order of their slots. */
    List<Integer> prompts() {
        return held.stream().map(entry -> entry.prompt).toList();
    }

    /** Tokens of the longest of them. */
    int longest() {
        return held.stream().mapToInt(entry -> entry.tokens).max().orElse(0);
    }

    /** As the program takes it. */
    IValue value() {
        return cache.value();
    }

    @Override
    public void close() {
        cache.close();
    }

    /** A prompt in a slot. */
    private static final class Held {

        private final int prompt;
        private final int tokens;
        private int unfinished;

        private Held(int prompt, int tokens, int unfinished) {
            this.prompt = prompt;
            this.tokens = tokens;
            this.unfinished = unfinished;
        }
    }
}
