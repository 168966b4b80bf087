package dev.hone.score;

import dev.hone.reward.Answers;
import dev.hone.reward.CompletionGroup;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardResult;
import dev.hone.reward.RewardUnavailableException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskContext$;

/**
 * Calls of this JVM's reward function, each on a daemon thread of its own: one that hangs, or that uses up memory or stack, costs its batch
 * and neither the task nor the JVM. The function that it was made on is then replaced.
 */
final class RewardCalls {

    /** How the error of a row begins whose call took too long. */
    static final String TIMED_OUT = "timed out after ";

    private static final Pattern OF_THE_JDK = Pattern.compile("(java|javax|jdk|sun)\\..*");

    private final RewardDefinition definition;
    private final int timeoutSeconds;

    private final Semaphore places;

    /** Calls of which any number may compute at the same time. */
    RewardCalls(RewardDefinition definition, int timeoutSeconds) {
        this(definition, timeoutSeconds, new Semaphore(Integer.MAX_VALUE));
    }

    /**
     * Calls of the function.
     *
     * @param timeoutSeconds that a call may compute; what it waits for {@link Answers} does not count
     * @param places how many calls may compute at the same time
     */
    RewardCalls(RewardDefinition definition, int timeoutSeconds, Semaphore places) {
        this.definition = definition;
        this.timeoutSeconds = timeoutSeconds;
        this.places = places;
    }

    /**
     * One result per completion, whatever the function does.
     *
     * @throws RewardUnavailableException when nobody can be asked for rewards
     * @throws RewardBreakdown when nothing more can be scored in this JVM
     * @throws InterruptedException when the task is killed
     */
    List<ScoredRow> score(List<CompletionGroup> batch) throws RewardBreakdown, InterruptedException {
        long startNanos = System.nanoTime();
        SharedReward reward = SharedRewards.begin(definition);
        List<RewardResult> results = call(reward, batch);
        if (results.stream().anyMatch(result -> result.error().isPresent())) {
            requireMemory(reward);
        }
        long millis = (System.nanoTime() - startNanos) / 1_000_000 / results.size();
        return results.stream().map(result -> new ScoredRow(result, millis)).toList();
    }

    private List<RewardResult> call(SharedReward reward, List<CompletionGroup> batch)
            throws RewardBreakdown, InterruptedException {
        TaskContext task = TaskContext.get();
        CallClock clock = new CallClock(places);
        FutureTask<List<RewardResult>> call = new FutureTask<>(() -> {
            try {
                TaskContext$.MODULE$.setTaskContext(task);
                clock.start();
                return Answers.tellingOfWaits(clock, () -> RewardBatch.score(reward.function(), batch));
            } finally {
                clock.end();
                reward.end();
            }
        });
        Thread thread = new Thread(call, "reward-" + reward.name());
        thread.setDaemon(true);
        thread.start();
        try {
            return get(call, clock);
        } catch (TimeoutException e) {
            clock.end();
            return timedOut(reward, batch, thread);
        } catch (ExecutionException e) { // there was no memory left to say what went wrong
            if (e.getCause() instanceof RewardUnavailableException unavailable) {
                throw unavailable;
            }
            reward.retire();
            return failed(batch, "the reward function " + reward.name() + " threw " + e.getCause());
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        }
    }

    /** @throws TimeoutException when it has computed for longer than it may */
    private <T> T get(FutureTask<T> call, CallClock clock)
            throws InterruptedException, ExecutionException, TimeoutException {
        long limitNanos = TimeUnit.SECONDS.toNanos(timeoutSeconds);
        while (clock.computedNanos() < limitNanos) {
            try {
                return call.get(clock.leftNanos(limitNanos), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // it may have waited since
            }
        }
        return call.get(0, TimeUnit.NANOSECONDS);
    }

    private List<RewardResult> timedOut(SharedReward reward, List<CompletionGroup> batch, Thread thread)
            throws RewardBreakdown, InterruptedException {
        String error = TIMED_OUT + timeoutSeconds + " s" + place(thread);
        reward.retire(); // it may be at work still
        if (!StuckThreads.stop(thread) && StuckThreads.leave(thread) > StuckThreads.MAX) {
            throw new RewardBreakdown(String.format(
                    "More than %d calls of the reward function %s took longer than %d s and could not be stopped%s. Each holds a"
                            + " thread until the process ends. Give what it waits for a time limit, or raise"
                            + " train.rewardTimeoutSeconds",
                    StuckThreads.MAX, reward.name(), timeoutSeconds, place(thread)));
        }
        return failed(batch, error);
    }

    private static void requireMemory(SharedReward reward) throws RewardBreakdown {
        if (MemoryReserve.isWhole()) {
            return;
        }
        reward.retire(); // what it held can go
        if (!MemoryReserve.isWhole()) {
            throw new RewardBreakdown(String.format(
                    "The reward function %s has used up the memory of the process (%d MiB) and holds on to it. Let it keep nothing"
                            + " between calls, above all in static fields, or give the process more memory"
                            + " (HONE_JAVA_OPTIONS=-Xmx8g; on a cluster spark.executor.memory)",
                    reward.name(), Runtime.getRuntime().maxMemory() >> 20));
        }
    }

    /** Where a thread is, in code that is not Java's own. */
    private static String place(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> !OF_THE_JDK.matcher(frame.getClassName()).matches())
                .findFirst()
                .map(frame -> String.format(
                        " (at %s.%s, line %d)", frame.getClassName(), frame.getMethodName(), frame.getLineNumber()))
                .orElse("");
    }

    private static List<RewardResult> failed(List<CompletionGroup> batch, String error) {
        return Collections.nCopies(GroupBatches.rows(batch), RewardResult.failed(error));
    }
}
