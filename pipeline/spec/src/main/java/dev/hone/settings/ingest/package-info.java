/**
 * The settings of an ingest: sources and their formats, columns, filters of logs, splits, samples. Reads and writes nothing.
 */
package dev.hone.settings.ingest;
