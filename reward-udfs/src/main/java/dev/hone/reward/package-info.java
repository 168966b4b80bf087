/**
 * Reward functions: what a completion is worth.
 *
 * <p>A {@link dev.hone.reward.RewardFunction} is made from a {@link dev.hone.reward.RewardDefinition}, the {@code reward:} section of a job
 * specification, by {@link dev.hone.reward.RewardFunctions}. Definitions travel to executors, functions are made there, once per JVM.
 * Kinds are found by {@link java.util.ServiceLoader}, so a jar on the class path can bring its own. Reads and writes nothing; knows
 * neither Spark nor the policy.
 */
package dev.hone.reward;
