/**
 * From rewards to advantages, over the group in Spark SQL. Reads the rewards of a step; gives an advantage and a loss weight for each
 * completion, which the {@code scores} rows carry. Costs one Spark job without a shuffle (tens of milliseconds for a step's rows).
 */
package dev.hone.advantage;
