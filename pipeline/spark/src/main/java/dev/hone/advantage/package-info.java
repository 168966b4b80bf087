/**
 * From rewards to advantages, over the groups of a step. Reads the rewards of a step; gives an advantage and a loss weight for each
 * completion, which the {@code scores} rows carry. Costs some microseconds in the driver for a step's rows, and no Spark job.
 */
package dev.hone.advantage;
