package dev.hone.ingest.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * A .gz file that was read to its end before its records are: a checksum that fails at the end says that any line before it may be wrong,
 * while a file that merely ends too early is right up to there.
 *
 * @param state whether it is whole
 * @param text its text
 */
record Archive(ArchiveState state, InputStream text) {

    /** A text up to this length is held in memory, so that a file is fetched and unpacked once. */
    private static final int MAX_HELD_BYTES = 16 << 20;

    private static final int BUFFER_BYTES = 64 << 10;

    /**
     * Reads a file.
     *
     * @param open gives the bytes of the file; called twice where it is large or not whole
     */
    static Archive read(Supplier<? extends InputStream> open) {
        HeldText held = new HeldText();
        ArchiveState state = read(open.get(), held);
        boolean all = state == ArchiveState.INTACT && held.size() < MAX_HELD_BYTES;
        return new Archive(state, all ? held.stream() : new GzipText(open.get()));
    }

    private static ArchiveState read(InputStream compressed, HeldText held) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = new GzipText(compressed)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                held.write(buffer, 0, Math.min(read, MAX_HELD_BYTES - held.size()));
            }
            return ArchiveState.INTACT;
        } catch (EOFException e) {
            return ArchiveState.TRUNCATED;
        } catch (IOException e) {
            return ArchiveState.CORRUPT;
        }
    }

    /** Bytes that are read where they were written. */
    private static final class HeldText extends ByteArrayOutputStream {

        private InputStream stream() {
            return new ByteArrayInputStream(buf, 0, count);
        }
    }
}
