package dev.hone.schema;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One completed step.
 *
 * @param adapterSha hash of the adapter that the step produced
 * @param checkpointSha hash of the manifest of its checkpoint; empty where none was saved, and in rows of earlier versions
 * @param metrics by documented name; the same for the same run, however often it was interrupted
 * @param timings seconds by stage; they differ from run to run
 */
public record StepRow(
        String runId,
        int step,
        int epoch,
        String adapterSha,
        Optional<String> checkpointSha,
        SortedMap<String, Double> metrics,
        SortedMap<String, Double> timings,
        Instant completedAt) {

    /** The row with the hash of the checkpoint that was saved for it. */
    public StepRow withCheckpoint(Optional<String> sha256) {
        return new StepRow(runId, step, epoch, adapterSha, sha256, metrics, timings, completedAt);
    }
}
