package dev.hone.grader.python.reward;

import dev.hone.grader.python.PythonPool;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.util.ArrayList;
import java.util.List;

/** Scores in batches, in the processes of a pool. */
record PythonRewardFunction(PythonPool pool, Scorer scorer, Handler handler, String file, String version, int batchSize)
        implements RewardFunction {

    @Override
    public String name() {
        return "python";
    }

    @Override
    public String description() {
        return "what " + handler.function() + " of " + file + " gives, called as "
                + handler.form().words();
    }

    @Override
    public RewardResult score(RewardInput input) {
        return scoreBatch(List.of(input)).get(0);
    }

    @Override
    public List<RewardResult> scoreBatch(List<RewardInput> inputs) {
        List<RewardResult> results = new ArrayList<>();
        try {
            for (int from = 0; from < inputs.size(); from += batchSize) {
                results.addAll(scorer.score(pool, inputs.subList(from, Math.min(inputs.size(), from + batchSize))));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Python computed rewards", e);
        }
        return results;
    }

    @Override
    public void close() {
        pool.close();
    }
}
