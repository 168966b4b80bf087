/**
 * How good a policy is on prompts that it is not trained on. Reads prompts; writes one append to {@code evaluations} for each policy and
 * split. Costs one greedy completion for each prompt.
 */
package dev.hone.evaluate;
