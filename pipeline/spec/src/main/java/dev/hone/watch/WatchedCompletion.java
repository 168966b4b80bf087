package dev.hone.watch;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the watch sees of a completion.
 *
 * @param answer the completion without its reasoning; at most its first {@value #MAX_CHARACTERS} characters are kept, so that a look costs
 *     the same however long completions are
 * @param tokens its length, reasoning included
 * @param reward empty where it could not be computed
 * @param outcome whether it succeeded; empty where that is not known
 */
public record WatchedCompletion(
        String promptId, String answer, int tokens, OptionalDouble reward, Optional<Boolean> outcome) {

    static final int MAX_CHARACTERS = 4096;

    public WatchedCompletion {
        answer = answer.length() <= MAX_CHARACTERS ? answer : answer.substring(0, MAX_CHARACTERS);
    }
}
