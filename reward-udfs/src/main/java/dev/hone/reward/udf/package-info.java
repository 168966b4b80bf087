/**
 * Reward functions in SQL: one for each kind that {@link java.util.ServiceLoader} finds. With this jar on the class path they are there
 * without registration ({@link dev.hone.reward.udf.RewardSqlExtension}); {@link dev.hone.reward.udf.RewardSqlFunctions#register} does it for
 * a session by hand, and {@code spark.udf.registerJavaFunction} of PySpark can name {@link dev.hone.reward.udf.RewardUdf}. Only this package
 * of the module knows Spark.
 */
package dev.hone.reward.udf;
