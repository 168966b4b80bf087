package dev.hone.grader.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.error.EndpointException;
import dev.hone.grader.Completions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import dev.hone.reward.RewardUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestBatchCalls {

    private static final List<RewardInput> ROWS = Completions.numbered(128);

    /** One call that waits for its reply. */
    private record Open(JsonNode event, CompletableFuture<byte[]> reply) {

        void answer() {
            reply.complete(FakeHandler.score(event).getBytes(StandardCharsets.UTF_8));
        }
    }

    private final BlockingQueue<Open> calls = new LinkedBlockingQueue<>();
    private final BatchCalls batches = new BatchCalls(LambdaContract.STANDARD, 64, 1, event -> {
        Open open = new Open(json(event), new CompletableFuture<>());
        calls.add(open);
        return open.reply();
    });

    @Test
    void rowsOfAllCallersFillACallWhileTheyWait() throws Exception {
        List<CompletableFuture<List<RewardResult>>> callers = callers(0, 1);
        Open first = next();
        callers.addAll(callers(1, 8));
        awaitWaiting(7);

        first.answer();
        Open second = next();
        assertThat(first.event()).hasSize(8);
        assertThat(second.event()).hasSize(56);
        second.answer();

        for (CompletableFuture<List<RewardResult>> caller : callers) {
            assertThat(caller.get(30, TimeUnit.SECONDS)).hasSize(8).allSatisfy(row -> assertThat(row.reward())
                    .isPresent());
        }
        assertThat(callers.get(3).join())
                .extracting(row -> row.reward().getAsDouble())
                .containsExactly(24., 25., 26., 27., 28., 29., 30., 31.);
    }

    @Test
    void whereNobodyCanBeAskedThoseThatWaitAreToldToo() throws Exception {
        List<CompletableFuture<List<RewardResult>>> callers = callers(0, 1);
        Open first = next();
        callers.addAll(callers(1, 3));
        awaitWaiting(2);

        first.reply().completeExceptionally(new RewardUnavailableException(new EndpointException("down")));

        for (CompletableFuture<List<RewardResult>> caller : callers) {
            assertThatThrownBy(() -> caller.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(RewardUnavailableException.class);
        }
        assertThat(calls).isEmpty();
    }

    @Test
    void aFunctionThatFailsForEveryRowIsCalledTwiceAsOftenAsItHasRows() {
        AtomicInteger count = new AtomicInteger();
        BatchCalls failing = new BatchCalls(LambdaContract.STANDARD, 64, 4, event -> {
            count.incrementAndGet();
            return CompletableFuture.failedFuture(new ContractException(ContractException.RAISED, "ValueError: no"));
        });
        assertThat(failing.score(ROWS.subList(0, 64)))
                .allSatisfy(row -> assertThat(row.error()).contains("raised: ValueError: no"));
        assertThat(count).hasValue(127);
    }

    @Test
    void afterATimeoutEachRowIsAskedForAlone() {
        List<Integer> sizes = new ArrayList<>();
        BatchCalls slow = new BatchCalls(LambdaContract.STANDARD, 64, 1, event -> {
            sizes.add(json(event).size());
            return CompletableFuture.failedFuture(new ContractException(ContractException.TIMEOUT, "too slow"));
        });
        assertThat(slow.score(ROWS.subList(0, 4))).hasSize(4);
        assertThat(sizes).containsExactly(4, 1, 1, 1, 1);
    }

    /** Each with eight rows. */
    private List<CompletableFuture<List<RewardResult>>> callers(int from, int to) {
        List<CompletableFuture<List<RewardResult>>> callers = new ArrayList<>();
        for (int c = from; c < to; c++) {
            List<RewardInput> own = ROWS.subList(c * 8, c * 8 + 8);
            CompletableFuture<List<RewardResult>> results = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    results.complete(batches.score(own));
                } catch (RuntimeException e) {
                    results.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
            callers.add(results);
        }
        return callers;
    }

    private Open next() throws InterruptedException {
        Open open = calls.poll(30, TimeUnit.SECONDS);
        assertThat(open).isNotNull();
        return open;
    }

    private void awaitWaiting(int callers) {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (batches.waitingRows() < callers * 8) {
            assertThat(System.nanoTime()).isLessThan(endNanos);
            Thread.onSpinWait();
        }
    }

    private static JsonNode json(byte[] event) {
        try {
            return new ObjectMapper().readTree(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
