package dev.hone.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Whether a .gz file is whole. It is read once for this before its records are, since a checksum that fails at the end says that any
 * line before it may be wrong, while a file that merely ends too early is right up to there.
 */
enum ArchiveState {
    INTACT,
    TRUNCATED,
    CORRUPT;

    /** Reads the compressed stream to its end and closes it. */
    static ArchiveState of(InputStream compressed) {
        try (InputStream in = new GzipText(compressed)) {
            in.transferTo(OutputStream.nullOutputStream());
            return INTACT;
        } catch (EOFException e) {
            return TRUNCATED;
        } catch (IOException e) {
            return CORRUPT;
        }
    }

    /** Why lines of such a file are quarantined, where they are. */
    Optional<QuarantineReason> reasonForLines() {
        return this == CORRUPT ? Optional.of(QuarantineReason.CORRUPT_ARCHIVE) : Optional.empty();
    }

    /** Why the part behind the last whole line is quarantined. */
    QuarantineReason reasonForRest() {
        return this == CORRUPT ? QuarantineReason.CORRUPT_ARCHIVE : QuarantineReason.TRUNCATED_ARCHIVE;
    }
}
