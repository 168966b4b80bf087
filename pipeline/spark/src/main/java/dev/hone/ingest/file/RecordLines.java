package dev.hone.ingest.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Splits a stream into lines ended by LF or CRLF, holding at most one line of at most {@code maxBytes} in memory. Lines of nothing but
 * blanks and control characters are no records and are passed over; a byte order mark at the start is dropped.
 */
final class RecordLines implements RecordSplitter {

    private static final int BUFFER_BYTES = 64 << 10;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private byte[] line = new byte[BUFFER_BYTES];
    private int kept;
    private boolean blank;
    private long total;
    private long number;

    RecordLines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    @Override
    public Optional<RecordLine> next() throws IOException {
        while (readLine()) {
            if (!blank) {
                return Optional.of(line());
            }
        }
        return Optional.empty();
    }

    @Override
    public RecordLine rest() {
        return line();
    }

    private boolean readLine() throws IOException {
        kept = 0;
        blank = true;
        total = 0;
        number++;
        while (true) {
            if (position == limit && !fill()) {
                return total > 0;
            }
            int end = lineEnd();
            keep(end - position);
            position = end;
            if (end < limit) {
                position++;
                return true;
            }
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = 0;
        int read = in.read(buffer);
        limit = Math.max(read, 0);
        return read > 0;
    }

    private int lineEnd() {
        int end = position;
        while (end < limit && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private void keep(int length) {
        blank = blank && isBlank(length);
        total += length;
        int fitting = Math.min(length, maxBytes - kept);
        if (kept + fitting > line.length) {
            line = Arrays.copyOf(line, Math.min(maxBytes, Math.max(kept + fitting, line.length * 2)));
        }
        System.arraycopy(buffer, position, line, kept, fitting);
        kept += fitting;
    }

    private RecordLine line() {
        int start = number == 1 && startsWithByteOrderMark() ? BYTE_ORDER_MARK.length : 0;
        int end = kept > start && total == kept && line[kept - 1] == '\r' ? kept - 1 : kept;
        return new RecordLine(number, Arrays.copyOfRange(line, start, end), total - start - (kept - end));
    }

    private boolean startsWithByteOrderMark() {
        return kept >= BYTE_ORDER_MARK.length
                && Arrays.equals(line, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    /** Whether there are only blanks in a part of the buffer, also where it is behind what is kept of its line. */
    private boolean isBlank(int length) {
        int at = position + byteOrderMark(length);
        while (at < position + length && buffer[at] >= 0 && buffer[at] <= ' ') {
            at++;
        }
        return at >= position + length;
    }

    private int byteOrderMark(int length) {
        boolean marked = number == 1
                && total == 0
                && length >= BYTE_ORDER_MARK.length
                && Arrays.equals(
                        buffer,
                        position,
                        position + BYTE_ORDER_MARK.length,
                        BYTE_ORDER_MARK,
                        0,
                        BYTE_ORDER_MARK.length);
        return marked ? BYTE_ORDER_MARK.length : 0;
    }
}
