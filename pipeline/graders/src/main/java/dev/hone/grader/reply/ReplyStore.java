package dev.hone.grader.reply;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where answers are kept. */
public interface ReplyStore {

    /** Keeps nothing: where there is no warehouse. */
    ReplyStore NONE = new ReplyStore() {
        @Override
        public CompletableFuture<Optional<StoredReply>> find(String model, String key) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletableFuture<Void> keep(StoredReply reply) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public long spentMicroUsd(String model) {
            return 0;
        }

        @Override
        public void commit() {}

        @Override
        public ReplyCounts takeCounts() {
            return ReplyCounts.NONE;
        }
    };

    /** The answer of a model with this key, where it was kept. */
    CompletableFuture<Optional<StoredReply>> find(String model, String key);

    /** Keeps an answer: once the future is complete it outlives this process. */
    CompletableFuture<Void> keep(StoredReply reply);

    /** What the answers of a model have cost this run, in earlier processes too; millionths of a US dollar. */
    long spentMicroUsd(String model);

    /** All that was kept is where it outlives this machine, once this comes back. */
    void commit();

    /** What was asked since this was called last. */
    ReplyCounts takeCounts();
}
