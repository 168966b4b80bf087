package dev.hone.grader.chat;

/** Which model is asked, and how: equal settings are one model. Holds no secret. */
interface ModelSettings {

    /** As messages name it. */
    String who();

    /** As {@link ChatModel#identity} has it. */
    String identity();

    /** The part of a question that reaches the model: what it is not sent changes no answer, and so no key of one. */
    default ChatRequest sent(ChatRequest request) {
        return request;
    }

    /**
     * Opens the model; its own limiter keeps the limits.
     *
     * @throws dev.hone.reward.RewardUnavailableException if it cannot be asked from here
     */
    ChatModel open(EndpointLimits limits);
}
