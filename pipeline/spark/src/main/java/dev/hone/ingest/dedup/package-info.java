/**
 * Which prompts stay: duplicates, near duplicates, conversations, samples, splits. Reads parsed rows and {@code prompts}; writes nothing;
 * costs a shuffle of ids, and one of sketches where near duplicates are looked for.
 */
package dev.hone.ingest.dedup;
