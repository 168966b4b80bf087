package dev.hone.storage.checkpoint;

import java.util.Optional;

/**
 * What the tables record of a checkpoint.
 *
 * @param adapterSha SHA-256 of the adapter
 * @param checkpointSha SHA-256 of the manifest; empty in rows of earlier versions
 */
public record RecordedCheckpoint(String adapterSha, Optional<String> checkpointSha) {}
