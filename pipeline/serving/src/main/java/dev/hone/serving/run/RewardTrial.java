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

/**
 * What the reward of a run says of an answer that somebody typed. Judges are not asked: they cost money. Whoever wrote the warehouse wrote the
 * specification, so it gets no variable of this environment: it could send a secret away.
 */
public final class RewardTrial {

    private RewardTrial() {}

    /**
     * As the only answer to its prompt.
     *
     * @throws ConfigException where the reward cannot be made here, needs the environment, or asks a judge
     */
    public static RewardResult score(RunRow run, PromptRow prompt, String answer) {
        if (run.spec().contains("${env:")) {
            throw new ConfigException(
                    "The specification of " + run.runId()
                            + " takes values from the environment, which pages do not give away. Use scripts/hone reward check --spec FILE");
        }
        RewardDefinition definition = RewardDocument.ofRun(run.runId(), run.spec(), Map.of());
        try (RewardFunction reward = RewardFunctions.create(definition)) {
            if (reward.place() == RewardPlace.DRIVER) {
                throw new ConfigException(
                        "The reward of " + run.runId()
                                + " asks a judge, which costs money. scripts/hone reward check --spec FILE asks it, and says what that cost");
            }
            CompletionGroup group = new CompletionGroup(List.of(RewardInputs.of(answer, prompt)));
            return RewardResult.attempt(() -> reward.scoreGroups(List.of(group)).get(0))
                    .finite();
        }
    }
}
