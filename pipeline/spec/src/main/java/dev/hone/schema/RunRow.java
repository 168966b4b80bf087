package dev.hone.schema;

import java.time.Instant;
import java.util.Map;

/**
 * One run and its identity.
 *
 * @param kind train or sft
 * @param spec the specification as written, secrets unexpanded
 * @param specHash SHA-256 of the effective specification
 * @param identity what must be the same when the run is resumed, by name: base model hash, code version, compute type, CPU, threads, table versions
 * @param plannedSteps number of steps when the run was created
 * @param baseModel where the base model comes from and under which licence; empty in runs of earlier versions
 * @param stateReason why the run is in this state
 */
public record RunRow(
        String runId,
        String kind,
        RunState state,
        String stateReason,
        String spec,
        String specHash,
        Map<String, String> identity,
        int plannedSteps,
        Instant createdAt,
        Instant updatedAt,
        String baseModel) {

    public RunRow {
        identity = Map.copyOf(identity);
    }
}
