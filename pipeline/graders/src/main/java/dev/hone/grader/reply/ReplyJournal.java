package dev.hone.grader.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hone.error.StorageException;
import dev.hone.grader.http.Callbacks;
import dev.hone.reward.RewardUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An append-only file of answers on the local disk, a line of JSON each. The lines of the same moment are forced to the disk together. The
 * file is locked as long as its process lives.
 */
public final class ReplyJournal implements AutoCloseable {

    private static final Entry END = new Entry(new byte[0], new CompletableFuture<>());

    private final Path file;
    private final FileChannel channel;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::write, "judge-journal");

    private record Entry(byte[] line, CompletableFuture<Void> forced) {}

    private ReplyJournal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Begins a new file.
     *
     * @throws StorageException where it cannot be made
     */
    public static ReplyJournal create(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel.lock();
            forceNames(file.toAbsolutePath().getParent());
            return new ReplyJournal(file, channel);
        } catch (IOException e) {
            throw new StorageException(problem(file, e), e);
        }
    }

    /** Appends an answer; once the future is complete it is on the disk. */
    public CompletableFuture<Void> append(StoredReply reply) {
        Entry entry = new Entry(ReplyLine.write(reply).getBytes(StandardCharsets.UTF_8), new CompletableFuture<>());
        queue.add(entry);
        return entry.forced();
    }

    public Path file() {
        return file;
    }

    /**
     * The answers in a file. A last line that a kill has torn is left out.
     *
     * @throws StorageException where the file cannot be read, or is damaged before its last line
     */
    public static List<StoredReply> read(Path file) {
        List<StoredReply> replies = new ArrayList<>();
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            int whole = text.lastIndexOf('\n') + 1;
            for (String line : text.substring(0, whole).lines().toList()) {
                replies.add(ReplyLine.read(line));
            }
            return replies;
        } catch (JsonProcessingException e) {
            throw new StorageException(
                    "The journal of judges' answers " + file + " is damaged after " + replies.size()
                            + " answers. Move it away: what it holds is asked, and paid for, again",
                    e);
        } catch (IOException e) {
            throw new StorageException("The journal of judges' answers " + file + " cannot be read: " + e, e);
        }
    }

    private void write() {
        List<Entry> batch = new ArrayList<>();
        try {
            while (!batch.contains(END)) {
                batch.clear();
                batch.add(queue.take());
                queue.drainTo(batch);
                force(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void force(List<Entry> batch) {
        ByteBuffer lines = ByteBuffer.allocate(
                batch.stream().mapToInt(entry -> entry.line().length).sum());
        batch.forEach(entry -> lines.put(entry.line()));
        lines.flip();
        try {
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            channel.force(false);
            // Not in this thread: the next answers wait for it.
            batch.forEach(entry -> entry.forced().completeAsync(() -> null, Callbacks.pool()));
        } catch (IOException e) {
            RewardUnavailableException failed =
                    new RewardUnavailableException(new StorageException(problem(file, e), e));
            batch.forEach(entry -> entry.forced().completeExceptionally(failed));
        }
    }

    /** Ends the file, with all that was appended. */
    @Override
    public void close() {
        queue.add(END);
        try {
            writer.join();
            channel.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new StorageException(problem(file, e), e);
        }
    }

    private static String problem(Path file, IOException e) {
        return "The journal of judges' answers " + file + " cannot be written: " + e
                + ". Make room or correct its rights, and start the same command again";
    }

    private static void forceNames(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
