/**
 * What one step works on and what it reports: its rounds of sampling, scores with advantages, the update from stored rows. Reads and writes
 * {@code rollouts} and {@code scores} of the step; the same rows give the same checkpoint and the same metrics.
 */
package dev.hone.train.step;
