package dev.hone.grader.lambda;

import dev.hone.grader.contract.LambdaContract;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;

/** {@code lambda}: the reward function is an AWS Lambda function that keeps to the contract of Bedrock's reward functions. */
public final class Lambda implements RewardKind {

    private static final int REVISION = 1;

    @Override
    public String kind() {
        return "lambda";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        LambdaSettings settings = LambdaSettings.read(parameters);
        LambdaContract contract = LambdaContract.read(parameters);
        MissingClient.problem(Lambda.class.getClassLoader())
                .ifPresent(problem -> parameters.problem("", problem, MissingClient.FIX));
        return new LambdaReward(parameters.version(REVISION), settings, contract);
    }
}
