/**
 * How files become records. Reads JSON lines, CSV, TSV (each also as .gz) and parquet through Hadoop, and gives every record as one line of
 * JSON with its number, or says why it is refused; knows nothing of what the records say, and writes nothing. Costs one read of a file (two
 * of a .gz that is damaged or above 16 MiB of text) and the memory of one record (up to 16 MiB of text more for a .gz).
 */
package dev.hone.ingest.file;
