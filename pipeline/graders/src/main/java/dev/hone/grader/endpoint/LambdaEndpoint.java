package dev.hone.grader.endpoint;

import dev.hone.grader.contract.BatchCalls;
import dev.hone.grader.contract.LambdaContract;
import dev.hone.grader.contract.LambdaReply;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.util.List;

/** An endpoint in the contract of reward Lambdas: an array of samples is sent, an array of scores comes back. */
final class LambdaEndpoint {

    /** Halves of a batch that failed are sent anyway. */
    private static final int SERVER_ERROR_RETRIES = 0;

    private final EndpointSettings settings;
    private final LambdaContract contract;
    private final int batchSize;
    private BatchCalls calls;

    LambdaEndpoint(EndpointSettings settings, LambdaContract contract, int batchSize) {
        this.settings = settings;
        this.contract = contract;
        this.batchSize = batchSize;
    }

    List<RewardResult> score(List<RewardInput> inputs) {
        return calls().score(inputs);
    }

    private synchronized BatchCalls calls() {
        if (calls == null) {
            EndpointRequests requests = new EndpointRequests(settings, LambdaReply.MAX_BYTES, SERVER_ERROR_RETRIES);
            calls = new BatchCalls(contract, batchSize, settings.concurrency(), requests::send);
        }
        return calls;
    }
}
