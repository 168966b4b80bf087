/**
 * Reward functions in SQL: one public class per function, so that {@code spark.udf.registerJavaFunction} of PySpark can name it. With this
 * jar on the class path they are there without registration ({@link dev.hone.reward.udf.RewardSqlExtension}); {@link
 * dev.hone.reward.udf.RewardSqlFunctions#register} does it for a session by hand. Only this package of the module knows Spark.
 */
package dev.hone.reward.udf;
