package dev.hone.ingest.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of a .gz file (RFC 1952) of one or more members. Unlike {@code GZIPInputStream} it never stops quietly at a broken later
 * member, and it gives every byte in front of a fault before it reports the fault: {@link EOFException} where the file ends too early,
 * another {@link IOException} where it is damaged.
 */
public final class GzipText extends InputStream {

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int FIXED_HEADER_BYTES = 10;
    private static final int DEFLATE = 8;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private boolean inMember;
    private boolean anyMember;
    private Optional<IOException> damage = Optional.empty();

    /** The text of a compressed stream, which is closed with it. */
    public GzipText(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (length > 0) {
            if (damage.isPresent()) {
                throw damage.get();
            }
            if (!inMember && !openMember()) {
                return -1;
            }
            int count = inflate(bytes, offset, length);
            if (count > 0) {
                checksum.update(bytes, offset, count);
                return count;
            }
            if (inflater.finished()) {
                closeMember();
            } else if (inflater.needsInput()) {
                requireInput();
                inflater.setInput(buffer, position, limit - position);
                position = limit;
            } else {
                throw new IOException("the compressed data asks for a dictionary");
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    /** Unpacks some bytes. The inflater throws at a fault and leaves what it unpacked in front of it, so the fault waits for its turn. */
    private int inflate(byte[] bytes, int offset, int length) throws IOException {
        long before = inflater.getBytesWritten();
        try {
            return inflater.inflate(bytes, offset, length);
        } catch (DataFormatException e) {
            IOException fault = new IOException("the compressed data is damaged: " + e.getMessage(), e);
            damage = Optional.of(fault);
            int unpacked = Math.toIntExact(inflater.getBytesWritten() - before);
            if (unpacked == 0) {
                throw fault;
            }
            return unpacked;
        }
    }

    /** Whether there is a further member; zeros behind the last one are padding. */
    private boolean openMember() throws IOException {
        while (anyMember && (position < limit || fill()) && buffer[position] == 0) {
            position++;
        }
        if (anyMember && position == limit) {
            return false;
        }
        int flags = readHeader();
        skip((flags & EXTRA) == 0 ? 0 : next() | next() << 8);
        skipText((flags & NAME) != 0);
        skipText((flags & COMMENT) != 0);
        skip((flags & HEADER_CHECKSUM) == 0 ? 0 : 2);
        inflater.reset();
        checksum.reset();
        inMember = true;
        anyMember = true;
        return true;
    }

    private int readHeader() throws IOException {
        if (next() != 0x1F || next() != 0x8B || next() != DEFLATE) {
            throw new IOException("no gzip header where one is expected");
        }
        int flags = next();
        skip(FIXED_HEADER_BYTES - 4);
        return flags;
    }

    private void closeMember() throws IOException {
        position = limit - inflater.getRemaining();
        long expected = readLittleEndian();
        long length = readLittleEndian();
        if (expected != checksum.getValue() || length != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw new IOException("the checksum does not fit the content");
        }
        inMember = false;
    }

    private long readLittleEndian() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skipText(boolean present) throws IOException {
        boolean ended = !present;
        while (!ended) {
            ended = next() == 0;
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private int next() throws IOException {
        requireInput();
        return buffer[position++] & 0xFF;
    }

    private void requireInput() throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException("the file ends inside its compressed data");
        }
    }

    private boolean fill() throws IOException {
        limit = Math.max(in.read(buffer), 0);
        position = 0;
        return limit > 0;
    }
}
