/**
 * The training loop. Reads {@code prompts} at a recorded version; writes {@code runs}, {@code rollouts}, {@code scores}, {@code steps},
 * {@code checkpoints} and {@code evaluations}, and the state of the run under {@code _runs/}. Spark and Delta cost about a second a step
 * beside sampling and the update. {@link dev.hone.train.TrainLoop} is the page to read first.
 */
package dev.hone.train;
