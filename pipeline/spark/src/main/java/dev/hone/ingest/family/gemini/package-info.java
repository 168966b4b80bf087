/**
 * Rows of Gemini's tuning data. Reads and writes nothing; costs one walk over the row.
 */
package dev.hone.ingest.family.gemini;
