package dev.hone.policy.serve;

/** Changes a completion's logits before each token is drawn: penalties, biases, or which tokens a grammar allows. One for each completion. */
public interface LogitRule {

    /**
     * Changes the logits of the next token; negative infinity forbids one, and one at least must stay finite.
     *
     * @param logits [V]
     */
    void apply(float[] logits);

    /** Takes the token that was drawn. */
    void accept(int token);
}
