package dev.hone.judge;

import dev.hone.grader.http.Callbacks;
import dev.hone.grader.reply.StoredReply;
import dev.hone.reward.RewardUnavailableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Looks many keys up at once: those of a moment wait for each other, since a look into the table takes far longer than one key. */
final class Lookups {

    private static final long MOMENT_MILLIS = 20;

    /** What follows answers is computed for so many of them at a time. */
    private static final int COMPLETED_AT_A_TIME = 256;

    private final Function<Set<Wanted>, Map<String, StoredReply>> table;
    private final Executor thread;
    private final List<Waiting> waiting = new ArrayList<>();

    /** An answer that is looked for. */
    record Wanted(String model, String key) {}

    private record Waiting(Wanted wanted, CompletableFuture<Optional<StoredReply>> found) {}

    /** @param thread of the looks */
    Lookups(Function<Set<Wanted>, Map<String, StoredReply>> table, Executor thread) {
        this.table = table;
        this.thread = thread;
    }

    CompletableFuture<Optional<StoredReply>> find(Wanted wanted) {
        CompletableFuture<Optional<StoredReply>> found = new CompletableFuture<>();
        synchronized (waiting) {
            waiting.add(new Waiting(wanted, found));
            if (waiting.size() == 1) {
                CompletableFuture.delayedExecutor(MOMENT_MILLIS, TimeUnit.MILLISECONDS, thread)
                        .execute(this::look);
            }
        }
        return found;
    }

    private void look() {
        List<Waiting> all;
        synchronized (waiting) {
            all = List.copyOf(waiting);
            waiting.clear();
        }
        Set<Wanted> wanted = new HashSet<>();
        all.forEach(one -> wanted.add(one.wanted()));
        try {
            Map<String, StoredReply> replies = table.apply(wanted);
            for (int from = 0; from < all.size(); from += COMPLETED_AT_A_TIME) {
                List<Waiting> some = all.subList(from, Math.min(all.size(), from + COMPLETED_AT_A_TIME));
                Callbacks.pool()
                        .execute(() -> some.forEach(one -> one.found()
                                .complete(Optional.ofNullable(
                                        replies.get(one.wanted().key())))));
            }
        } catch (RuntimeException e) {
            RewardUnavailableException failed = new RewardUnavailableException(e);
            all.forEach(one -> one.found().completeExceptionally(failed));
        }
    }
}
