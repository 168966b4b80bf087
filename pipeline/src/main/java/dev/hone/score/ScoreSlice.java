package dev.hone.score;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.function.Function;

/**
 * The work of one task: makes the reward function and scores a slice of the rollouts with it, batch by batch. Takes and gives serialized
 * lists, so that it does not matter which serializer the session uses: Kryo cannot write records.
 */
record ScoreSlice(RewardDefinition definition) implements Function<byte[], byte[]> {

    /** Rows per call of the reward function; that of reward Lambdas in training jobs. */
    static final int MAX_BATCH_ROWS = 64;

    /**
     * Scores of a slice.
     *
     * @param results one per row
     * @param millis time of each row's batch over its rows
     */
    record Scores(ArrayList<RewardResult> results, ArrayList<Long> millis) implements Serializable {}

    @Override
    public byte[] call(byte[] slice) {
        List<RewardInput> inputs = List.of(SerializedForm.read(slice, RewardInput[].class));
        RewardFunction function = RewardFunctions.create(definition);
        Scores scores = new Scores(new ArrayList<>(), new ArrayList<>());
        for (int from = 0; from < inputs.size(); from += MAX_BATCH_ROWS) {
            List<RewardInput> batch = inputs.subList(from, Math.min(inputs.size(), from + MAX_BATCH_ROWS));
            long startNanos = System.nanoTime();
            scores.results().addAll(score(function, batch));
            long millis = (System.nanoTime() - startNanos) / 1_000_000 / batch.size();
            scores.millis().addAll(Collections.nCopies(batch.size(), millis));
        }
        return SerializedForm.write(scores);
    }

    /** One result per input, whatever the function does. */
    static List<RewardResult> score(RewardFunction function, List<RewardInput> batch) {
        List<RewardResult> results = new ArrayList<>();
        RewardResult whole = RewardResult.attempt(() -> {
            results.addAll(function.scoreBatch(batch));
            return RewardResult.of(0);
        });
        if (whole.error().isPresent()) {
            return Collections.nCopies(batch.size(), whole);
        }
        if (results.size() != batch.size()) {
            return Collections.nCopies(
                    batch.size(),
                    RewardResult.failed("the reward function " + function.name() + " gave " + results.size()
                            + " results for a batch of " + batch.size()));
        }
        return results.stream()
                .map(result -> result == null
                        ? RewardResult.failed("the reward function " + function.name() + " gave null for this row")
                        : result.finite())
                .toList();
    }
}
