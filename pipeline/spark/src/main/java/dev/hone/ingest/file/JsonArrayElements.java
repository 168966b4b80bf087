package dev.hone.ingest.file;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The elements of a file that is one JSON array, however it is broken into lines, holding at most one element of at most {@code maxBytes} in
 * memory. The number of an element is that of the line in which it begins, or one more than that of the element before where this is greater,
 * so that no two have the same. What stands behind the array is read line by line.
 */
final class JsonArrayElements implements RecordSplitter {

    private static final int LOOKAHEAD_BYTES = 4096;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] UNENDED = "[".getBytes(StandardCharsets.UTF_8);

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long line = 1;
    private long number;
    private byte[] element = new byte[BUFFER_BYTES];
    private int kept;
    private long total;
    private boolean ended;
    private Optional<RecordLines> behind = Optional.empty();

    private JsonArrayElements(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** The elements where the text begins with an array, else its lines. */
    static RecordSplitter orLines(InputStream text, int maxBytes) {
        byte[] head = head(text);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), text);
        return firstByte(head, head.length) == '['
                ? new JsonArrayElements(whole, maxBytes)
                : new RecordLines(whole, maxBytes);
    }

    /** The start of a text, as far as it takes to see how it begins. */
    private static byte[] head(InputStream text) {
        byte[] head = new byte[LOOKAHEAD_BYTES];
        int length = 0;
        try {
            int read;
            do {
                read = text.read(head, length, head.length - length);
                length += Math.max(read, 0);
            } while (read > 0 && length < head.length && firstByte(head, length) < 0);
        } catch (EOFException cut) {
            // an archive that ends here says so again when it is read
        } catch (IOException e) {
            throw new IllegalStateException("archives with damage are read by lines", e);
        }
        return Arrays.copyOf(head, length);
    }

    /** The first byte that is neither blank nor of a byte order mark, or -1. */
    private static int firstByte(byte[] head, int length) {
        boolean marked = length >= BYTE_ORDER_MARK.length
                && Arrays.equals(head, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        int at = marked ? BYTE_ORDER_MARK.length : 0;
        while (at < length && isBlank(head[at])) {
            at++;
        }
        return at < length ? head[at] & 0xFF : -1;
    }

    @Override
    public Optional<RecordLine> next() throws IOException {
        if (behind.isPresent()) {
            return lineBehind(behind.get());
        }
        if (ended) {
            return Optional.empty();
        }
        kept = 0;
        total = 0;
        int first = number == 0 ? firstOfArray() : skip();
        number = Math.max(number + 1, line);
        if (first == ']') {
            behind = Optional.of(new RecordLines(remaining(), maxBytes));
            number--;
            return next();
        }
        if (first < 0) {
            ended = true;
            return Optional.of(new RecordLine(number, UNENDED, UNENDED.length));
        }
        readElement(first);
        return Optional.of(rest());
    }

    @Override
    public RecordLine rest() {
        return behind.map(lines -> renumbered(lines.rest()))
                .orElseGet(() -> new RecordLine(number, Arrays.copyOf(element, kept), total));
    }

    private int firstOfArray() throws IOException {
        int bracket = skip();
        while (bracket != '[') {
            bracket = skip(); // the bytes of a byte order mark
        }
        return skip();
    }

    /** The first byte that is neither blank nor a comma, or -1 at the end of the text. */
    private int skip() throws IOException {
        int b = read();
        while (b == ',' || (b >= 0 && isBlank((byte) b))) {
            b = read();
        }
        return b;
    }

    private void readElement(int first) throws IOException {
        JsonNesting nesting = new JsonNesting();
        boolean container = first == '{' || first == '[';
        int b = first;
        while (container || nesting.isInText() || (b != ',' && b != ']')) {
            keep(b);
            nesting.add(b);
            if (container && !nesting.isOpen()) {
                return;
            }
            b = read();
            if (b < 0) {
                ended = true;
                return;
            }
        }
        position--;
    }

    private void keep(int b) {
        total++;
        if (kept < maxBytes) {
            if (kept == element.length) {
                element = Arrays.copyOf(element, Math.min(maxBytes, element.length * 2));
            }
            element[kept++] = (byte) b;
        }
    }

    private int read() throws IOException {
        if (position == limit) {
            position = 0;
            limit = 0;
            limit = Math.max(in.read(buffer), 0);
            if (limit == 0) {
                return -1;
            }
        }
        line += buffer[position] == '\n' ? 1 : 0;
        return buffer[position++] & 0xFF;
    }

    private InputStream remaining() {
        return new SequenceInputStream(new ByteArrayInputStream(buffer, position, limit - position), in);
    }

    private Optional<RecordLine> lineBehind(RecordLines lines) throws IOException {
        Optional<RecordLine> found = lines.next().map(this::renumbered);
        number = found.map(RecordLine::number).orElse(number);
        return found;
    }

    private RecordLine renumbered(RecordLine found) {
        return new RecordLine(Math.max(number + 1, line + found.number() - 1), found.bytes(), found.totalBytes());
    }

    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }
}
