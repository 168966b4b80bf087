/**
 * The four appends of an ingest. Reads parsed rows; writes {@code prompts}, {@code quarantine}, {@code skipped_records} and
 * {@code ingested_files}; costs a commit each.
 */
package dev.hone.ingest.write;
