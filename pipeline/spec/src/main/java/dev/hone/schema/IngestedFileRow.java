package dev.hone.schema;

import java.time.Instant;

/**
 * One ingested file.
 *
 * @param version tells its content from a later one under the same path
 * @param settings hash of the settings that decide what happens to a record
 * @param records records read from it, prompts and others
 */
public record IngestedFileRow(
        String dataset, String path, String version, long bytes, String settings, long records, Instant ingestedAt) {}
