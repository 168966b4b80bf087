package dev.hone.ingest.file;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Lines of which some were read to see whether they are one record with the line before them, and are read again if not. */
final class Lookahead implements Closeable {

    private final Records lines;
    private final Deque<Records.Found> ahead = new ArrayDeque<>();

    Lookahead(Records lines) {
        this.lines = lines;
    }

    Optional<Records.Found> next() {
        return ahead.isEmpty() ? lines.next() : Optional.of(ahead.remove());
    }

    /** The next line, unless it is refused: that one stays. */
    Optional<Records.Found> nextSound() {
        Optional<Records.Found> next = next();
        if (next.isPresent() && next.get().refused().isPresent()) {
            ahead.push(next.get());
            return Optional.empty();
        }
        return next;
    }

    /** Gives lines back, in their order. */
    void giveBack(List<Records.Found> read) {
        for (int i = read.size() - 1; i >= 0; i--) {
            ahead.push(read.get(i));
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** The bytes of lines with the line ends between them; empty lines are no records, but between others they are text. */
    static byte[] joined(List<Records.Found> read) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        long number = read.get(0).line().number();
        for (Records.Found found : read) {
            for (; number < found.line().number(); number++) {
                whole.write('\n');
            }
            whole.writeBytes(found.line().bytes());
        }
        return whole.toByteArray();
    }
}
