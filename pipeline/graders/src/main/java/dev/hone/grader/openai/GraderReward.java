package dev.hone.grader.openai;

import dev.hone.grader.contract.GradedSample;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import java.util.List;

/**
 * What a grader gives.
 *
 * @param models those that it asks; closed with this
 */
record GraderReward(String version, Grader grader, GraderModels models) implements RewardFunction {

    @Override
    public String name() {
        return "openai_grader";
    }

    @Override
    public String description() {
        return "what a grader in OpenAI's form gives";
    }

    /** In the driver where somebody is asked; else on the executors, which have the texts and Python. */
    @Override
    public RewardPlace place() {
        return grader.asksSomebody() ? RewardPlace.DRIVER : RewardPlace.EXECUTORS;
    }

    @Override
    public RewardResult score(RewardInput input) {
        return scoreBatch(List.of(input)).get(0);
    }

    @Override
    public List<RewardResult> scoreBatch(List<RewardInput> inputs) {
        return grader.grade(inputs.stream().map(GradedSample::of).toList());
    }

    @Override
    public void close() {
        grader.close();
        models.close();
    }
}
