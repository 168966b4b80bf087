package dev.hone.ingest.report;

import dev.hone.ingest.dedup.DuplicateReason;
import dev.hone.ingest.record.FilterReason;
import dev.hone.ingest.record.QuarantineReason;
import dev.hone.ingest.source.SkippedFiles;
import java.util.List;
import java.util.Map;

/**
 * What became of the records: {@code prompts + duplicates + filtered + quarantined = recordsRead}, for each source and for all.
 *
 * @param dataset name that the prompts got
 * @param recordsRead lines that are not empty, and one for the unreadable rest of each broken archive
 * @param prompts new rows of the table
 * @param duplicates records whose prompt is in this run already, or in the table
 * @param duplicatesOfTable of these, those in the table
 * @param filtered sound records that are not wanted, by {@link FilterReason}
 * @param quarantined refused records, by {@link QuarantineReason}; those of an earlier run are counted but not stored again
 * @param newlyQuarantined new rows of the table of quarantined records
 * @param sources the same by source
 * @param families new prompts by the shape that they were read from
 * @param splits new prompts by split
 * @param filterReasons filtered records by reason
 * @param quarantineReasons quarantined records by reason
 * @param references how references met prompts
 * @param skippedFiles files in the folders that are no records by their names
 * @param duplicateReasons duplicates by {@link DuplicateReason}
 * @param redactions marks that redaction set in new prompts, by kind
 * @param knownFiles files that an earlier run has read, and this one has not
 * @param changedFiles files that an earlier run has read with another content, and this one has read again
 * @param completedFiles files that an earlier run has read without bodies that are there now, and this one has read again
 */
public record IngestResult(
        String dataset,
        long recordsRead,
        long prompts,
        long duplicates,
        long duplicatesOfTable,
        long filtered,
        long quarantined,
        long newlyQuarantined,
        List<SourceCounts> sources,
        Map<String, Long> families,
        Map<String, Long> splits,
        Map<String, Long> filterReasons,
        Map<String, Long> quarantineReasons,
        ReferenceCounts references,
        SkippedFiles skippedFiles,
        Map<String, Long> duplicateReasons,
        Map<String, Long> redactions,
        int knownFiles,
        List<String> changedFiles,
        List<String> completedFiles) {

    /** A few lines for the console. */
    public String summary() {
        return IngestSummary.of(this);
    }
}
