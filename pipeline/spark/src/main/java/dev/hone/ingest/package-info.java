/**
 * From logs to prompts. Reads Bedrock invocation logs, data sets and tables (and references), writes the tables {@code prompts},
 * {@code quarantine}, {@code left_out} and {@code ingested_files}. Costs one read and one parse of each new file (a second, cheap read of
 * each .gz above 16 MiB of text to check it first), one copy of the parsed rows on local disks, one shuffle of the prompts' ids, and four
 * Delta appends. Every record read ends as exactly one of prompt, duplicate, filtered or quarantined; the formats, mapping rules and reason
 * codes are listed in docs/ingest.md. How files are read is in {@code file}, the records of logs in {@code log}, how bodies of logged calls
 * and rows of data sets become prompts in {@code family}, what these share in {@code record}, and what is taken out of texts in
 * {@code redact}; here are the settings, the sources, and what becomes of the prompts.
 */
package dev.hone.ingest;
