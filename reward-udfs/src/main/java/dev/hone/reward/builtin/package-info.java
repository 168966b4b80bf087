/**
 * The kinds of reward function that ship with Hone. Each reads its parameters and turns what a pure grader of
 * {@link dev.hone.reward.grader} finds into a reward, an outcome and an explanation. Knows neither Spark nor the policy.
 */
package dev.hone.reward.builtin;
