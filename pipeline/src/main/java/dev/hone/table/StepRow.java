package dev.hone.table;

import java.time.Instant;
import java.util.SortedMap;

/**
 * One completed step.
 *
 * @param adapterSha hash of the adapter that the step produced
 * @param metrics by documented name; the same for the same run, however often it was interrupted
 * @param timings seconds by stage; they differ from run to run
 */
public record StepRow(
        String runId,
        int step,
        int epoch,
        String adapterSha,
        SortedMap<String, Double> metrics,
        SortedMap<String, Double> timings,
        Instant completedAt) {}
