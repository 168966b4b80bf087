/** Statistics of evaluations: reads a value per prompt, gives means with intervals. Costs O(resamples * prompts); pure and seeded. */
package dev.hone.math.statistics;
