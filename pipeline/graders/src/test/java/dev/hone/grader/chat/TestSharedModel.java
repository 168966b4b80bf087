package dev.hone.grader.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.error.ConfigException;
import dev.hone.error.EndpointException;
import dev.hone.error.StorageException;
import dev.hone.grader.http.Fault;
import dev.hone.grader.http.RequestHeaders;
import dev.hone.grader.reply.ReplyCounts;
import dev.hone.grader.reply.ReplyStore;
import dev.hone.grader.reply.ReplyStores;
import dev.hone.grader.reply.StoredReply;
import dev.hone.reward.RewardUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole way of a question: what is under way, what was paid before, limits, tries. */
class TestSharedModel {

    private final CountDownLatch open = new CountDownLatch(1);
    private FakeChatEndpoint endpoint = FakeChatEndpoint.answering(FakeChatEndpoint::question);
    private final Memory memory = new Memory();

    @AfterEach
    void stop() {
        endpoint.close();
        ReplyStores.remove(memory);
    }

    @Test
    void equalQuestionsOfTheSameMomentAreOneCallThatIsPaidOnce() throws InterruptedException {
        endpoint.close();
        endpoint = FakeChatEndpoint.answering(request -> {
            await(open);
            return "yes";
        });
        try (ChatModel one = model();
                ChatModel other = model()) {
            List<CompletableFuture<ChatReply>> replies = IntStream.range(0, 20)
                    .mapToObj(i -> (i % 2 == 0 ? one : other).ask(question("same", 0)))
                    .toList();
            open.countDown();
            List<Long> costs = replies.stream()
                    .map(reply -> reply.join().costMicroUsd().orElseThrow())
                    .toList();

            assertThat(endpoint.calls()).isEqualTo(1);
            assertThat(costs.stream().filter(cost -> cost > 0)).hasSize(1);
        }
    }

    @Test
    void whatWasPaidIsNeitherAskedNorPaidAgain() {
        ReplyStores.install(memory);
        try (ChatModel model = model()) {
            assertThat(model.ask(question("one", 0)).join().costMicroUsd().orElseThrow())
                    .isPositive();
        }
        try (ChatModel model = model()) {
            ChatReply again = model.ask(question("one", 0)).join();
            assertThat(again.text()).isEqualTo("one");
            assertThat(again.costMicroUsd()).hasValue(0);
            assertThat(endpoint.calls()).isEqualTo(1);

            model.ask(question("one", 1)).join();
            assertThat(endpoint.calls()).as("another vote is another question").isEqualTo(2);
        }
    }

    @Test
    void noMoreQuestionsAreUnderWayThanAllowed() {
        try (ChatModel model = model(3, 30, OptionalDouble.empty())) {
            List<CompletableFuture<ChatReply>> replies = IntStream.range(0, 50)
                    .mapToObj(i -> model.ask(question("question " + i, 0)))
                    .toList();
            replies.forEach(CompletableFuture::join);
        }
        assertThat(endpoint.calls()).isEqualTo(50);
        assertThat(endpoint.mostInFlight()).isLessThanOrEqualTo(3);
    }

    @Test
    void theBudgetCountsWhatEarlierProcessesOfTheRunHavePaid() {
        ReplyStores.install(memory);
        try (ChatModel model = model(256, 30, OptionalDouble.of(0.001))) {
            model.ask(question("one", 0)).join();
        }
        memory.spentMicroUsd = 1000;
        try (ChatModel model = model(256, 30, OptionalDouble.of(0.001))) {
            assertThatThrownBy(() -> model.ask(question("another", 0)).join())
                    .hasRootCauseInstanceOf(ConfigException.class)
                    .hasMessageContaining("raise maxUsd");
            assertThat(model.ask(question("one", 0)).join().text())
                    .as("what was paid is still there")
                    .isEqualTo("one");
        }
        assertThat(endpoint.calls()).isEqualTo(1);
    }

    @Test
    void anAnswerThatCannotBeKeptWasPaidAllTheSame() {
        ReplyStores.install(memory);
        memory.full = true;
        try (ChatModel model = model(256, 30, OptionalDouble.of(0.000095))) { // for one answer, not for two
            assertThatThrownBy(() -> model.ask(question("one", 0)).join())
                    .hasRootCauseInstanceOf(StorageException.class)
                    .hasMessageContaining("no space left");
            memory.full = false;
            assertThatThrownBy(() -> model.ask(question("another", 0)).join()).hasMessageContaining("raise maxUsd");
        }
        assertThat(endpoint.calls()).isEqualTo(1);
    }

    @Test
    void aRunThatHasSpentItsMoneyGoesOnWithMore() {
        ReplyStores.install(memory);
        memory.spentMicroUsd = 1000;
        try (ChatModel model = model(256, 30, OptionalDouble.of(0.001))) {
            assertThatThrownBy(() -> model.ask(question("one", 0)).join()).hasMessageContaining("raise maxUsd");
        }
        try (ChatModel model = model(256, 30, OptionalDouble.of(0.002))) {
            assertThat(model.ask(question("one", 0)).join().text()).isEqualTo("one");
        }
        memory.spentMicroUsd = 2000;
        try (ChatModel model = model(256, 30, OptionalDouble.of(0.002))) {
            assertThatThrownBy(() -> model.ask(question("another", 0)).join())
                    .as("what was spent before the limit was raised counts")
                    .hasMessageContaining("raise maxUsd");
        }
        assertThat(endpoint.calls()).isEqualTo(1);
    }

    @Test
    void aModelThatIsDownFailsAllThatWaitForIt() {
        endpoint.failNext(IntStream.range(0, 1000).mapToObj(i -> Fault.reset()).toArray(Fault[]::new));
        try (ChatModel model = model(1, 0.2, OptionalDouble.empty())) {
            List<CompletableFuture<ChatReply>> replies = IntStream.range(0, 10)
                    .mapToObj(i -> model.ask(question("question " + i, 0)))
                    .toList();
            replies.forEach(reply -> assertThatThrownBy(reply::join)
                    .hasRootCauseInstanceOf(IOException.class)
                    .hasStackTraceContaining(EndpointException.class.getName()));
            assertThat(endpoint.calls()).isLessThan(100);
        }
    }

    private ChatModel model(int inFlight, double retrySeconds, OptionalDouble maxUsd) {
        OpenAiSettings settings = new OpenAiSettings(
                URI.create(endpoint.url()),
                "judge-1",
                new RequestHeaders(Map.of(), Map.of(), Optional.empty()),
                "max_tokens",
                OpenAiSettings.JSON_SCHEMA,
                Optional.empty());
        EndpointLimits limits = new EndpointLimits(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                inFlight,
                Duration.ofSeconds(30),
                Duration.ofMillis(Math.round(retrySeconds * 1000)),
                new Prices(OptionalDouble.of(1), OptionalDouble.of(5)),
                maxUsd);
        return new SharedModel(settings, limits, 0);
    }

    private ChatModel model() {
        return model(256, 30, OptionalDouble.empty());
    }

    private static ChatRequest question(String text, int vote) {
        return new ChatRequest(
                List.of(ChatMessage.user(text)),
                16,
                OptionalDouble.of(0),
                OptionalLong.empty(),
                Optional.empty(),
                vote);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Memory implements ReplyStore {

        private final Map<String, StoredReply> replies = new ConcurrentHashMap<>();
        private long spentMicroUsd;
        private boolean full;

        @Override
        public CompletableFuture<Optional<StoredReply>> find(String model, String key) {
            return CompletableFuture.completedFuture(Optional.ofNullable(replies.get(key)));
        }

        @Override
        public CompletableFuture<Void> keep(StoredReply reply) {
            if (full) {
                return CompletableFuture.failedFuture(
                        new RewardUnavailableException(new StorageException("no space left")));
            }
            replies.put(reply.key(), reply);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public long spentMicroUsd(String model) {
            return spentMicroUsd;
        }

        @Override
        public void commit() {}

        @Override
        public ReplyCounts takeCounts() {
            return ReplyCounts.NONE;
        }
    }
}
