/**
 * From logs to prompts. Reads Bedrock invocation logs, data sets and tables (and references), writes the tables {@code prompts},
 * {@code quarantine}, {@code skipped_records} and {@code ingested_files}. Costs one read and one parse of each new file (a second, cheap read of
 * each .gz above 16 MiB of text to check it first), one copy of the parsed rows on local disks, one shuffle of the prompts' ids, and four
 * Delta appends. Every record read ends as exactly one of prompt, duplicate, filtered or quarantined; the formats, mapping rules and reason
 * codes are listed in docs/ingest.md. In the order of the data: which files are read in {@code source}, how they hold records in
 * {@code file}, the records of logs in {@code log}, how bodies of logged calls and rows of data sets become prompts in {@code family}, what
 * these share in {@code record}, all of it on executors in {@code parse}, references in {@code reference}, which prompts stay in
 * {@code dedup}, the appends in {@code write}, what is said of it in {@code report}. Here is the ingest itself.
 */
package dev.hone.ingest;
