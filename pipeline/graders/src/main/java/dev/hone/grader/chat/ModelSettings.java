package dev.hone.grader.chat;

/** Which model is asked, and how: equal settings are one model. Holds no secret. */
interface ModelSettings {

    /** As messages name it. */
    String who();

    /** As {@link ChatModel#identity} has it. */
    String identity();

    /**
     * Opens the model; its own limiter keeps the limits.
     *
     * @throws dev.hone.reward.RewardUnavailableException if it cannot be asked from here
     */
    ChatModel open(EndpointLimits limits);
}
