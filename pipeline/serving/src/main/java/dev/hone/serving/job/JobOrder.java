package dev.hone.serving.job;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What was asked for; it never changes.
 *
 * @param run the run's id
 * @param warehouse where its tables lie
 * @param directory in which the process works: relative paths of the specification begin there
 */
public record JobOrder(JobKind kind, String run, String warehouse, Path directory, Instant orderedAt) {}
