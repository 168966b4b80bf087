package dev.hone.grader.python.reward;

import dev.hone.grader.contract.LambdaContract;
import dev.hone.grader.python.PythonPool;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.util.List;

/** {@code lambda_handler(event, context)}. */
record LambdaScorer(String function, LambdaContract contract) implements Scorer {

    @Override
    public List<RewardResult> score(PythonPool pool, List<RewardInput> inputs) throws InterruptedException {
        return LambdaBatch.score(pool, function, contract.event(inputs).samples(), contract.passThreshold())
                .results();
    }
}
