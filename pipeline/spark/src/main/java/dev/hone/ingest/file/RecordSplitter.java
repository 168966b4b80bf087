package dev.hone.ingest.file;

import java.io.IOException;
import java.util.Optional;

/** Splits the text of a file into its records, one after the other. */
interface RecordSplitter {

    /**
     * The next record, or nothing at the end.
     *
     * @throws IOException when the stream breaks; {@link #rest} then holds what was read of the record in hand
     */
    Optional<RecordLine> next() throws IOException;

    /** After a broken stream: the part of a record since the last one's end, perhaps empty. */
    RecordLine rest();
}
