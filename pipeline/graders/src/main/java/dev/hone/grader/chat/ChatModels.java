package dev.hone.grader.chat;

import dev.hone.reward.RewardParameters;

/** Makes chat models from the parameters of rewards. */
public final class ChatModels {

    static final String FIRST_VOTE = "firstVote";

    private static final int MAX_FIRST_VOTE = 1_000_000_000;

    private ChatModels() {}

    /**
     * The model that a section such as {@code model:} describes; docs/rewards-judges.md lists its keys. Nothing is opened, and no key is
     * read, before the first question.
     */
    public static ChatModel from(RewardParameters section) {
        EndpointLimits limits = EndpointLimits.from(section);
        int firstVote = (int) section.number(FIRST_VOTE, 0, 0, MAX_FIRST_VOTE);
        ModelSettings settings = settings(section);
        section.reportUnknownKeys();
        return new SharedModel(settings, limits, firstVote);
    }

    private static ModelSettings settings(RewardParameters section) {
        if (section.has(LocalSettings.KEY)) {
            return LocalSettings.from(section);
        }
        return section.has(BedrockSettings.KEY) ? BedrockSettings.from(section) : OpenAiSettings.from(section);
    }
}
