package dev.hone.score;

import dev.hone.reward.RewardDefinition;
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
record ScoreSlice(RewardDefinition definition, int timeoutSeconds) implements Function<byte[], byte[]> {

    /** Rows per call of the reward function; that of reward Lambdas in training jobs. */
    static final int MAX_BATCH_ROWS = 64;

    /**
     * Scores of a slice.
     *
     * @param results one per row
     * @param millis time of each row's batch over its rows
     * @param breakdown why the slice was not scored to its end; empty where it was
     */
    record Scores(ArrayList<RewardResult> results, ArrayList<Long> millis, String breakdown) implements Serializable {}

    @Override
    public byte[] call(byte[] slice) throws InterruptedException {
        List<RewardInput> inputs = List.of(SerializedForm.read(slice, RewardInput[].class));
        MemoryReserve.isWhole();
        RewardCalls calls = new RewardCalls(definition, timeoutSeconds);
        Scores scores = new Scores(new ArrayList<>(), new ArrayList<>(), "");
        try {
            for (int from = 0; from < inputs.size(); from += MAX_BATCH_ROWS) {
                score(calls, inputs.subList(from, Math.min(inputs.size(), from + MAX_BATCH_ROWS)), scores);
            }
        } catch (RewardBreakdown e) {
            // Not thrown on: Spark would only try the slice again.
            return SerializedForm.write(new Scores(new ArrayList<>(), new ArrayList<>(), e.getMessage()));
        }
        return SerializedForm.write(scores);
    }

    private static void score(RewardCalls calls, List<RewardInput> batch, Scores scores)
            throws RewardBreakdown, InterruptedException {
        long startNanos = System.nanoTime();
        scores.results().addAll(calls.score(batch));
        long millis = (System.nanoTime() - startNanos) / 1_000_000 / batch.size();
        scores.millis().addAll(Collections.nCopies(batch.size(), millis));
    }
}
