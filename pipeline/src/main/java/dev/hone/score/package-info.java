/**
 * Scoring: what the reward function says about sampled completions.
 *
 * <p>Reads rollouts and their prompts from the driver's memory, writes nothing (the training loop appends scores together with advantages).
 * Costs one small Spark job per step: about 30 ms and the reward function's own time, on all executors. A row whose reward cannot be
 * computed is kept, with its error, and counted.
 */
package dev.hone.score;
