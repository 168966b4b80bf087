package dev.hone.ingest.report;

import dev.hone.settings.ingest.PromptSource;

/**
 * What became of the records of one source.
 *
 * @param files files read
 * @param recordsRead records counted as they were read, before anything was parsed
 * @param prompts new prompts
 * @param duplicates prompts that were there already, in this run or in the table
 * @param filtered sound records that are not wanted
 * @param quarantined records that cannot be prompts
 */
public record SourceCounts(
        PromptSource source,
        long files,
        long recordsRead,
        long prompts,
        long duplicates,
        long filtered,
        long quarantined) {

    /** Whether every record read became exactly one of the four. */
    boolean addsUp() {
        return prompts + duplicates + filtered + quarantined == recordsRead;
    }
}
