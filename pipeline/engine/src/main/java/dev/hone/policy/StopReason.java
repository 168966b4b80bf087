package dev.hone.policy;

/** Why a completion ended. */
public enum StopReason {
    /** The policy sampled one of its end-of-sequence tokens. */
    END_OF_SEQUENCE,
    /** The text contained a stop string. */
    STOP_STRING,
    /** The limit on new tokens, or the model's context, was reached: the completion is cut. */
    MAX_TOKENS
}
