package dev.hone.grader.lambda;

import dev.hone.grader.contract.BatchCalls;
import dev.hone.grader.contract.LambdaContract;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import java.util.List;

/** Rewards by a Lambda function. The client is opened by the first call: definitions are looked at far more often than they are used. */
final class LambdaReward implements RewardFunction {

    private final String version;
    private final LambdaSettings settings;
    private final LambdaContract contract;
    private Invocations open;
    private BatchCalls calls;

    LambdaReward(String version, LambdaSettings settings, LambdaContract contract) {
        this.version = version;
        this.settings = settings;
        this.contract = contract;
    }

    @Override
    public String name() {
        return "lambda";
    }

    @Override
    public String description() {
        return "what the AWS Lambda function " + settings.function() + " gives";
    }

    @Override
    public String version() {
        return version;
    }

    /** In the driver: one place must keep the number of concurrent invocations. */
    @Override
    public RewardPlace place() {
        return RewardPlace.DRIVER;
    }

    @Override
    public RewardResult score(RewardInput input) {
        return scoreBatch(List.of(input)).get(0);
    }

    @Override
    public List<RewardResult> scoreBatch(List<RewardInput> inputs) {
        return calls().score(inputs);
    }

    private synchronized BatchCalls calls() {
        if (calls == null) {
            open = new Invocations(settings);
            calls = new BatchCalls(contract, settings.batchSize(), settings.concurrency(), open::invoke);
        }
        return calls;
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close();
        }
    }
}
