/**
 * What occurs in a run, as console, files and pages are told of it. Reads nothing; writes a line for each event to {@code metrics.jsonl}
 * of the run's folder, some hundred microseconds each.
 */
package dev.hone.event;
