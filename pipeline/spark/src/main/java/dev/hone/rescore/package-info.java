/**
 * Other rewards on the completions of a run: score them again, compare what two rewards say. Reads rollouts, evaluations, scores and
 * prompts; appends to {@code rescores}, one commit for each step and split, some 0.5 s each. Nothing here changes what trained.
 */
package dev.hone.rescore;
