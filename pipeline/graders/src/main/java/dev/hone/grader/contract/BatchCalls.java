package dev.hone.grader.contract;

import dev.hone.grader.http.RequestException;
import dev.hone.grader.http.Retries;
import dev.hone.grader.http.Waiting;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import dev.hone.reward.RewardUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Scores completions by calls with several of them. Rows of all callers wait together: as soon as one more call may be made it takes as many of
 * them as it has room for, so calls are small while few rows wait, and full when many do.
 */
public final class BatchCalls {

    private final BatchCall call;
    private final int batchSize;
    private final Deque<Row> waiting = new ArrayDeque<>();
    private int free;

    private record Row(RewardInput input, CompletableFuture<RewardResult> result) {}

    /**
     * Calls of one reward function.
     *
     * @param batchSize rows of a call at most, at least 1
     * @param concurrency calls at the same time, at least 1
     * @param call sends an event and gives its reply. It fails with a {@link ContractException} or {@link RequestException} for what
     *     concerns this event, and with a {@link RewardUnavailableException} where nobody can be asked
     */
    public BatchCalls(
            LambdaContract contract, int batchSize, int concurrency, Function<byte[], CompletableFuture<byte[]>> call) {
        this.call = new BatchCall(contract, call);
        this.batchSize = batchSize;
        this.free = concurrency;
    }

    /**
     * One result per completion, in their order.
     *
     * @throws RewardUnavailableException where nobody can be asked
     */
    public List<RewardResult> score(List<RewardInput> inputs) {
        List<Row> rows = inputs.stream()
                .map(input -> new Row(input, new CompletableFuture<>()))
                .toList();
        synchronized (waiting) {
            waiting.addAll(rows);
        }
        sendWaiting();
        return Waiting.forAll(rows.stream().map(Row::result).toList());
    }

    /** How many rows wait for a call. */
    int waitingRows() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private void sendWaiting() {
        for (List<Row> batch = next(); !batch.isEmpty(); batch = next()) {
            send(batch);
        }
    }

    /** The rows of the next call; empty where none waits, or no more calls may be made now. */
    private List<Row> next() {
        synchronized (waiting) {
            List<Row> batch = new ArrayList<>();
            while (free > 0 && batch.size() < batchSize && !waiting.isEmpty()) {
                Row row = waiting.poll();
                if (!row.result().isDone()) { // nobody waits any more for one that is
                    batch.add(row);
                }
            }
            free -= batch.isEmpty() ? 0 : 1;
            return batch;
        }
    }

    private void send(List<Row> rows) {
        CompletableFuture<List<RewardResult>> unused = CompletableFuture.completedFuture(
                        rows.stream().map(Row::input).toList())
                .thenCompose(call::score)
                .whenComplete((results, failure) -> {
                    synchronized (waiting) {
                        free++;
                    }
                    if (failure == null) {
                        for (int i = 0; i < rows.size(); i++) {
                            rows.get(i).result().complete(results.get(i));
                        }
                    } else {
                        fail(rows, Retries.cause(failure));
                    }
                    sendWaiting();
                });
    }

    /** Where nobody can be asked, those that wait need not find out each for itself. */
    private void fail(List<Row> rows, Throwable failure) {
        List<Row> failed = new ArrayList<>(rows);
        if (failure instanceof RewardUnavailableException) {
            synchronized (waiting) {
                failed.addAll(waiting);
                waiting.clear();
            }
        }
        failed.forEach(row -> row.result().completeExceptionally(failure));
    }
}
