/**
 * What became of the records: counts by source and reason, checks that they add up, previews, the summary. Reads parsed rows; writes
 * nothing; costs a small aggregation.
 */
package dev.hone.ingest.report;
