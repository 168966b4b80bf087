package dev.hone.judge;

import dev.hone.grader.reply.StoredReply;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers of the table in memory, up to a number of bytes: those that were used longest ago are forgotten first. */
final class HeldReplies {

    /** What an answer takes besides its text: its key, its place in the map, its other fields. */
    private static final int BYTES_BESIDE_TEXT = 400;

    private final long maxBytes;
    private final Map<String, StoredReply> byKey = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private boolean forgotten;

    HeldReplies(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized Optional<StoredReply> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    synchronized void hold(StoredReply reply) {
        bytes += bytes(reply);
        StoredReply before = byKey.put(reply.key(), reply);
        bytes -= before == null ? 0 : bytes(before);
        Iterator<StoredReply> eldest = byKey.values().iterator();
        while (bytes > maxBytes) {
            bytes -= bytes(eldest.next());
            eldest.remove();
            forgotten = true;
        }
    }

    /** Whether one was forgotten, ever. */
    synchronized boolean hasForgotten() {
        return forgotten;
    }

    private static long bytes(StoredReply reply) {
        return BYTES_BESIDE_TEXT + 2L * reply.text().length();
    }
}
