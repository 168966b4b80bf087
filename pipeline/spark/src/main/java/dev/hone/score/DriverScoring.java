package dev.hone.score;

import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Scores groups in the driver, without a Spark task: a few calls of the reward function compute at a time, and many more wait for answers. */
record DriverScoring(RewardDefinition definition, int timeoutSeconds) {

    private static final int CALLS_THAT_COMPUTE = 8;
    private static final int CALLS_AT_A_TIME = 256;

    List<ScoredSlice> score(List<CompletionGroup> groups) {
        RewardCalls calls = new RewardCalls(definition, timeoutSeconds, new Semaphore(CALLS_THAT_COMPUTE));
        List<Callable<ScoredSlice>> slices = new ArrayList<>();
        GroupBatches.batches(groups, CALLS_AT_A_TIME).forEach(batch -> slices.add(() -> ScoredSlice.of(batch, calls)));
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(CALLS_AT_A_TIME, slices.size()));
        try {
            List<ScoredSlice> scored = new ArrayList<>();
            for (Future<ScoredSlice> slice : threads.invokeAll(slices)) {
                scored.add(slice.get());
            }
            return scored;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rewards were computed", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the driver cannot score: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
