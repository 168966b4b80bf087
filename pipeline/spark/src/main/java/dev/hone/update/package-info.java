/**
 * The policy update, on the driver. Reads the completions of a step with their advantages; gives a new adapter, the optimizer's state and
 * metrics; writes nothing. Costs one forward and backward pass over each prompt with a signal and its completions, per optimizer step.
 */
package dev.hone.update;
