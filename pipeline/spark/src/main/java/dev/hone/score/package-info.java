/**
 * Scoring: what the reward function says about sampled completions.
 *
 * <p>Reads rollouts and their prompts from the driver's memory, writes nothing (the training loop appends scores together with advantages).
 * Costs one small Spark job per step (some 30 ms once warm, for 256 completions on two cores) and the reward function's own time. A row
 * whose reward cannot be computed is kept, with its error, and counted. A reward that says that it runs in the driver, such as a judge, is
 * called there instead, several groups at a time and without a Spark job.
 */
package dev.hone.score;
