package dev.hone.grader.chat;

import java.time.Duration;

/** Which model is asked, and how: equal settings are one model. Holds no secret. */
interface ModelSettings {

    /** As messages name it. */
    String who();

    /** @see ChatModel#identity */
    String identity();

    /**
     * Opens the model.
     *
     * @param timeout of one request
     * @throws dev.hone.reward.RewardUnavailableException if it cannot be asked from here
     */
    ChatModel open(Duration timeout);
}
