package dev.hone.serving.run;

import dev.hone.config.RewardDocument;
import dev.hone.error.ConfigException;
import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import dev.hone.schema.PromptRow;
import dev.hone.schema.RewardInputs;
import dev.hone.schema.RunRow;
import java.util.List;
import java.util.Map;

/** What the reward of a run says of an answer that somebody typed. Judges are not asked: they cost money. */
public final class RewardTrial {

    private final Map<String, String> environment;

    /** @param environment names and values of {@code ${env:NAME}} in specifications */
    public RewardTrial(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * As the only answer to its prompt.
     *
     * @throws ConfigException where the reward cannot be made here, or asks a judge
     */
    public RewardResult score(RunRow run, PromptRow prompt, String answer) {
        RewardDefinition definition = RewardDocument.ofRun(run.runId(), run.spec(), environment);
        try (RewardFunction reward = RewardFunctions.create(definition)) {
            if (reward.place() == RewardPlace.DRIVER) {
                throw new ConfigException("The reward of " + run.runId()
                        + " asks a judge, which costs money. scripts/hone reward check --spec FILE asks it, and says what that cost");
            }
            CompletionGroup group = new CompletionGroup(List.of(RewardInputs.of(answer, prompt)));
            return RewardResult.attempt(() -> reward.scoreGroups(List.of(group)).get(0))
                    .finite();
        }
    }
}
