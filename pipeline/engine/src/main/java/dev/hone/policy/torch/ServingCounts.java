package dev.hone.policy.torch;

import dev.hone.policy.serve.ServingLoad;

/** What a serving model has done, counted by its thread for those who watch it. */
final class ServingCounts {

    private int running;
    private int waiting;
    private long promptTokens;
    private long cachedTokens;
    private long completionTokens;
    private long preemptions;

    synchronized ServingLoad load() {
        return new ServingLoad(running, waiting, promptTokens, cachedTokens, completionTokens, preemptions);
    }

    synchronized void now(int nowRunning, int nowWaiting) {
        running = nowRunning;
        waiting = nowWaiting;
    }

    synchronized void prompt(int computed, int cached) {
        promptTokens += computed;
        cachedTokens += cached;
    }

    synchronized void drawn(int tokens) {
        completionTokens += tokens;
    }

    synchronized void preempted() {
        preemptions++;
    }
}
