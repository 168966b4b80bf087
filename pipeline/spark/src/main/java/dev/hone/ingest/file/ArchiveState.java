package dev.hone.ingest.file;

import dev.hone.ingest.record.QuarantineReason;
import java.util.Optional;

/** Whether a .gz file is whole, and what happens to its lines where it is not. */
enum ArchiveState {
    INTACT,
    TRUNCATED,
    CORRUPT;

    /** Why lines of such a file are quarantined, where they are. */
    Optional<QuarantineReason> reasonForLines() {
        return this == CORRUPT ? Optional.of(QuarantineReason.CORRUPT_ARCHIVE) : Optional.empty();
    }

    /** Why the part behind the last whole line is quarantined. */
    QuarantineReason reasonForRest() {
        return this == CORRUPT ? QuarantineReason.CORRUPT_ARCHIVE : QuarantineReason.TRUNCATED_ARCHIVE;
    }
}
