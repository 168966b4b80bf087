/**
 * Which files and tables are read: listing, what was read before, how files are partitioned over tasks. Reads listings and
 * {@code ingested_files}; writes nothing; costs one listing.
 */
package dev.hone.ingest.source;
