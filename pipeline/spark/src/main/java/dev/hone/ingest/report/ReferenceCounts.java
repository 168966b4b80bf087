package dev.hone.ingest.report;

import java.util.Optional;

/**
 * How references met prompts.
 *
 * @param promptsWith new prompts that have a reference, of their own or from the file
 * @param promptsWithout new prompts that have none
 * @param conflicting duplicates whose reference is not that of the prompt that was kept
 * @param fileRows rows of the file of references
 * @param unusableRows of these, rows that are not JSON, lack the key or lack an answer
 * @param unusablePlace file and line of the first of them
 * @param conflictingKeys keys that have several answers; the first counts
 * @param unmatchedKeys keys that no prompt has
 */
public record ReferenceCounts(
        long promptsWith,
        long promptsWithout,
        long conflicting,
        long fileRows,
        long unusableRows,
        Optional<String> unusablePlace,
        long conflictingKeys,
        long unmatchedKeys) {}
