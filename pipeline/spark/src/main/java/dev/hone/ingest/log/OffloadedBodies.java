package dev.hone.ingest.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.record.RecordRefused;

/** Bodies that are too large for a log record and lie in objects of their own. */
public interface OffloadedBodies {

    /** Where only the records are given. */
    OffloadedBodies NONE = location -> {
        throw new RecordRefused(QuarantineReason.BODY_OFFLOADED, location);
    };

    /**
     * The body at a location as the log record names it: an object, or the list of a stream's chunks.
     *
     * @throws RecordRefused when it is not there or cannot be read
     */
    JsonNode read(String location) throws RecordRefused;
}
