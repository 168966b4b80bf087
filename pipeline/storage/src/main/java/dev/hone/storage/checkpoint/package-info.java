/**
 * Checkpoints: adapter, optimizer and state in files whose hashes stand in a manifest, written last. Reads and writes {@code _runs/};
 * costs 12 bytes a trained parameter each.
 */
package dev.hone.storage.checkpoint;
