/**
 * Sampling of completions on executors. Reads prompts that are tokenised already and the adapter, by broadcast; writes nothing itself: the
 * training loop appends the rows to {@code rollouts}. Costs one small Spark job (about 0.05 s) beside the decoding.
 */
package dev.hone.rollout;
