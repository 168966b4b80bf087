/**
 * Files and rows of tables to parsed records on the executors: parsing, redaction, ids and token counts. Reads the sources once; writes
 * nothing.
 */
package dev.hone.ingest.parse;
