package dev.hone.grader.chat;

import dev.hone.reward.RewardParameters;

/** Makes chat models from the parameters of rewards. */
public final class ChatModels {

    private ChatModels() {}

    /**
     * The model that a section such as {@code model:} describes; docs/rewards-judges.md lists its keys. Nothing is opened, and no key is
     * read, before the first question.
     */
    public static ChatModel from(RewardParameters section) {
        EndpointLimits limits = EndpointLimits.from(section);
        ModelSettings settings =
                section.has(LocalSettings.KEY) ? LocalSettings.from(section) : OpenAiSettings.from(section);
        section.reportUnknownKeys();
        return new SharedModel(settings, limits);
    }
}
