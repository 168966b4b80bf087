package dev.hone.judge;

import dev.hone.grader.reply.StoredReply;
import dev.hone.schema.JudgeCacheRow;
import dev.hone.table.JudgeCacheTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The answers in the table, for one thread that looks and any that ask. The first look for a model reads all of its answers into
 * memory. As long as they fit, and nobody else commits, a key that is not there needs no further look; otherwise the table is asked for it.
 */
final class PaidReplies {

    private final JudgeCacheTable table;
    private final HeldReplies held;
    private final Set<String> modelsRead = new HashSet<>();

    /** The version of the table all of whose answers, of the models that were read, are held unless one was forgotten. */
    private long versionRead = JudgeCacheTable.ABSENT;

    /** @param maxBytes of answers in memory */
    PaidReplies(JudgeCacheTable table, long maxBytes) {
        this.table = table;
        this.held = new HeldReplies(maxBytes);
    }

    /** One that is in memory. */
    Optional<StoredReply> inMemory(String key) {
        return held.find(key);
    }

    /** Those of the wanted answers that are in the table now, by key. */
    synchronized Map<String, StoredReply> find(Set<Lookups.Wanted> wanted) {
        long version = table.logVersion();
        if (version == JudgeCacheTable.ABSENT) {
            return Map.of();
        }
        versionRead = modelsRead.isEmpty() ? version : versionRead;
        wanted.stream().map(Lookups.Wanted::model).distinct().forEach(this::readOnce);
        Map<String, StoredReply> found = new HashMap<>();
        wanted.forEach(one -> held.find(one.key()).ifPresent(reply -> found.put(one.key(), reply)));
        if (version != versionRead || held.hasForgotten()) {
            lookFor(wanted, found);
        }
        return found;
    }

    private void lookFor(Set<Lookups.Wanted> wanted, Map<String, StoredReply> found) {
        Set<String> missing = wanted.stream()
                .map(Lookups.Wanted::key)
                .filter(key -> !found.containsKey(key))
                .collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            table.find(missing).stream().map(StoredRows::reply).forEach(reply -> {
                found.put(reply.key(), reply);
                held.hold(reply);
            });
        }
    }

    /** Commits answers of this process. */
    synchronized void append(String writer, long number, String runId, Iterable<StoredReply> replies) {
        table.append(writer, number, StoredRows.of(runId, replies));
        replies.forEach(held::hold);
        long version = table.logVersion();
        boolean onlyOurs = version == versionRead + 1 || (versionRead == JudgeCacheTable.ABSENT && version == 1);
        versionRead = onlyOurs ? version : versionRead;
    }

    private void readOnce(String model) {
        if (modelsRead.add(model) && !held.hasForgotten()) {
            Iterator<JudgeCacheRow> rows = table.ofModel(model);
            while (rows.hasNext() && !held.hasForgotten()) {
                held.hold(StoredRows.reply(rows.next()));
            }
        }
    }
}
