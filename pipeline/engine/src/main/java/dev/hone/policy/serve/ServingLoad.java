package dev.hone.policy.serve;

/**
 * What a serving model is doing.
 *
 * @param running completions in flight
 * @param waiting requests that nothing was computed of yet
 * @param promptTokens computed since the start, without those that were there from earlier requests
 * @param cachedTokens of prompts, that were there
 * @param completionTokens drawn since the start
 * @param preemptions completions that gave up their room for others and were computed again
 */
public record ServingLoad(
        int running, int waiting, long promptTokens, long cachedTokens, long completionTokens, long preemptions) {}
