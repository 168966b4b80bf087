package dev.hone.ingest.family;

import dev.hone.ingest.record.RecordRefused;

/** Turns the text of one record into its outcome. One per task: not safe for use by several threads. */
public interface RecordParser {

    /**
     * What happens to one record.
     *
     * @throws RecordRefused when it cannot become a prompt
     */
    RecordOutcome parse(String line) throws RecordRefused;
}
