package dev.hone.serving.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps chats as logs that {@code hone ingest} reads, and what is said of them later as references. Serving never waits for it: what a full
 * disk or a full queue does not take is counted, and lost. A server that is killed loses what was in the queue.
 */
public final class TrafficLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrafficLog.class);
    private static final int QUEUE = 10_000;
    private static final long LOOK_MILLIS = 1_000;
    private static final Pattern ID = Pattern.compile("chatcmpl-[A-Za-z0-9]{24}");

    private final TrafficSettings settings;
    private final BlockingQueue<ServedChat> waiting = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer = new Thread(this::write, "traffic-log");
    private volatile boolean closed;
    private Optional<LogFile> file = Optional.empty();

    /**
     * Begins to write.
     *
     * @throws StorageException where the folder cannot be written
     */
    public TrafficLog(TrafficSettings settings) {
        this.settings = settings;
        try {
            Files.createDirectories(settings.folder());
            LogFile.finishLeftOvers(settings.folder());
        } catch (IOException e) {
            throw failure(e);
        }
        writer.setDaemon(true);
        writer.start();
    }

    /** Keeps a chat, or not, as the share says; a request that says {@code store: false} is never kept. */
    public void add(ServedChat chat) {
        boolean wanted = chat.question().path("store").asBoolean(true)
                && ThreadLocalRandom.current().nextDouble() < settings.share();
        if (wanted && !waiting.offer(chat)) {
            lost.incrementAndGet();
        }
    }

    /** Chats that should have been kept and could not be. */
    public long lost() {
        return lost.get();
    }

    /** Where references go. */
    public Path references() {
        return settings.folder().resolve("references.jsonl");
    }

    /**
     * Keeps what the right answer to a chat would have been, or what became of it.
     *
     * @param id of the chat
     * @param metadata its members, such as {@code reference_answer} and {@code outcome}
     * @throws IllegalArgumentException where the id is none
     * @throws StorageException where it cannot be kept
     */
    public synchronized void addFeedback(String id, JsonNode metadata) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("\"" + id + "\" is no id of a chat");
        }
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("requestId", id);
        metadata.properties().forEach(member -> line.set(member.getKey(), member.getValue()));
        try {
            Files.writeString(
                    references(),
                    line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void write() {
        while (!closed || !waiting.isEmpty()) {
            try {
                ServedChat chat = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                keep(chat == null ? Optional.empty() : Optional.of(chat));
            } catch (InterruptedException e) {
                closed = true;
            }
        }
        try {
            closeFile();
        } catch (IOException e) {
            LOG.error("the last file of the traffic log is not an archive yet; the next start makes it one", e);
        }
    }

    private void keep(Optional<ServedChat> chat) {
        try {
            Instant now = Instant.now();
            if (file.filter(open -> open.isFull(now)).isPresent()) {
                closeFile();
            }
            if (chat.isPresent()) {
                if (file.isEmpty()) {
                    file = Optional.of(LogFile.begin(settings.folder(), now));
                }
                file.get().add(chat.get().json().toString());
            }
        } catch (IOException e) {
            lost.addAndGet(chat.isPresent() ? 1 : 0);
            LOG.error("a chat could not be kept in {}: {}", settings.folder(), e.getMessage());
        }
    }

    private void closeFile() throws IOException {
        if (file.isPresent()) {
            LogFile full = file.get();
            file = Optional.empty();
            full.close();
        }
    }

    private StorageException failure(IOException e) {
        return new StorageException(
                "The traffic cannot be kept in " + settings.folder() + ": " + e.getMessage()
                        + ". Look after the disk, or start the server without --log",
                e);
    }

    @Override
    public void close() {
        closed = true;
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
