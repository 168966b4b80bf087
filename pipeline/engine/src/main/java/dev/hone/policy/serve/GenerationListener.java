package dev.hone.policy.serve;

import dev.hone.policy.SampledCompletion;

/** Hears of a request's completions as they grow. It is called by the one thread that decodes for everybody, so it must not wait. */
public interface GenerationListener {

    /**
     * The prompt is computed, and tokens follow.
     *
     * @param cachedTokens how many of its tokens were there from an earlier request
     */
    void started(int cachedTokens);

    void token(int sample, GeneratedToken token);

    void ended(int sample, SampledCompletion completion);

    /** No more comes of this request. */
    void failed(RuntimeException problem);
}
