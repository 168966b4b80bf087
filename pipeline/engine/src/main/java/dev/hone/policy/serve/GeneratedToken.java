package dev.hone.policy.serve;

import java.util.List;

/**
 * A token of a completion.
 *
 * @param logprob log softmax(logits / temperature), temperature 1 where it is 0, after the request's rule and before top-k, top-p and min-p
 * @param top the most probable ones at its place, most probable first
 */
public record GeneratedToken(int id, float logprob, List<Probable> top) {

    /** A token that could have been drawn. */
    public record Probable(int id, float logprob) {}

    public GeneratedToken {
        top = List.copyOf(top);
    }
}
