/**
 * Losses on log-probabilities: reads log-probabilities of sampled tokens [B][T] under the policy that is trained, its version at the start
 * of the step, the sampler and the reference; gives the loss, its gradient with respect to the current log-probabilities and metrics.
 * Costs O(B T); pure functions on arrays.
 *
 * <p>A loss is a sum over tokens of weight (aggregation) times correction times surrogate, plus weight times beta times KL. The weights
 * divide by totals of the whole optimizer step, so the losses and gradients of its micro-batches add up to those of the whole batch.
 */
package dev.hone.math.loss;
