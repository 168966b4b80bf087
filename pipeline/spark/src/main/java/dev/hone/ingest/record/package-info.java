/**
 * What the readers of files and of families share: the JSON of one record, its text, and why a record is refused or left out. Reads and
 * writes nothing; costs one pass of a JSON parser over each record.
 */
package dev.hone.ingest.record;
