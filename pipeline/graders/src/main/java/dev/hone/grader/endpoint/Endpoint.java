package dev.hone.grader.endpoint;

import dev.hone.grader.contract.GradedSample;
import dev.hone.grader.contract.LambdaContract;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardKind;
import dev.hone.reward.RewardParameters;
import dev.hone.reward.RewardPlace;
import dev.hone.reward.RewardResult;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** {@code endpoint}: the reward function is a URL of the user's own, in one of two contracts. */
public final class Endpoint implements RewardKind {

    private static final int REVISION = 1;
    private static final String LAMBDA = "lambda";
    private static final String AZURE = "azure";
    private static final int BATCH_SIZE = 64;

    @Override
    public String kind() {
        return "endpoint";
    }

    @Override
    public RewardFunction create(RewardParameters parameters) {
        EndpointSettings settings = EndpointSettings.read(parameters);
        String version = parameters.version(REVISION);
        if (parameters.choice("contract", LAMBDA, Set.of(LAMBDA, AZURE)).equals(AZURE)) {
            AzureEndpoint azure =
                    new AzureEndpoint(settings, LambdaContract.passThreshold(parameters, "passThreshold"));
            return new Reward(
                    version,
                    settings.url(),
                    inputs -> azure.score(inputs.stream().map(GradedSample::of).toList()));
        }
        LambdaEndpoint lambda = new LambdaEndpoint(
                settings, LambdaContract.read(parameters), (int) parameters.number("batchSize", BATCH_SIZE, 1, 1_000));
        return new Reward(version, settings.url(), lambda::score);
    }

    private record Reward(String version, URI url, Function<List<RewardInput>, List<RewardResult>> scoring)
            implements RewardFunction {

        @Override
        public String name() {
            return "endpoint";
        }

        /** Without a query, which may hold a key. */
        @Override
        public String description() {
            return "what the endpoint " + url.getScheme() + "://" + url.getAuthority() + url.getPath() + " gives";
        }

        /** In the driver: one place must keep the endpoint's limits. */
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
            return scoring.apply(inputs);
        }
    }
}
