package dev.hone.judge;

import dev.hone.grader.http.Callbacks;
import dev.hone.grader.reply.StoredReply;
import dev.hone.reward.RewardUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
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

    private final Function<Set<String>, Map<String, StoredReply>> table;
    private final Executor thread;
    private final List<Wanted> wanted = new ArrayList<>();

    private record Wanted(String key, CompletableFuture<Optional<StoredReply>> found) {}

    /** @param thread of the looks */
    Lookups(Function<Set<String>, Map<String, StoredReply>> table, Executor thread) {
        this.table = table;
        this.thread = thread;
    }

    CompletableFuture<Optional<StoredReply>> find(String key) {
        CompletableFuture<Optional<StoredReply>> found = new CompletableFuture<>();
        synchronized (wanted) {
            wanted.add(new Wanted(key, found));
            if (wanted.size() == 1) {
                CompletableFuture.delayedExecutor(MOMENT_MILLIS, TimeUnit.MILLISECONDS, thread)
                        .execute(this::look);
            }
        }
        return found;
    }

    private void look() {
        Map<String, List<CompletableFuture<Optional<StoredReply>>>> byKey = new HashMap<>();
        synchronized (wanted) {
            wanted.forEach(one ->
                    byKey.computeIfAbsent(one.key(), key -> new ArrayList<>()).add(one.found()));
            wanted.clear();
        }
        try {
            Map<String, StoredReply> replies = table.apply(byKey.keySet());
            byKey.forEach((key, found) -> found.forEach(
                    one -> one.completeAsync(() -> Optional.ofNullable(replies.get(key)), Callbacks.pool())));
        } catch (RuntimeException e) {
            RewardUnavailableException failed = new RewardUnavailableException(e);
            byKey.values().forEach(found -> found.forEach(one -> one.completeExceptionally(failed)));
        }
    }
}
