/**
 * Which prompts a step samples: the order by the seed, the length of the run, the curriculum. Reads {@code scores} for pass rates; writes
 * nothing.
 */
package dev.hone.train.plan;
