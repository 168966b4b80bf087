/**
 * The four appends of an ingest. Reads parsed rows; writes {@code prompts}, {@code quarantine}, {@code left_out} and
 * {@code ingested_files}; costs a commit each.
 */
package dev.hone.ingest.write;
