package dev.hone.config;

/**
 * Supervised fine-tuning before reinforcement.
 *
 * @param useLoggedAnswers whether the answers of the logs are the targets, rather than the references
 * @param epochCount passes over the training prompts
 * @param maxSteps greatest number of optimizer steps
 * @param batchSize examples of one optimizer step
 * @param learningRate step size of AdamW
 */
public record SftSpec(boolean useLoggedAnswers, int epochCount, int maxSteps, int batchSize, double learningRate) {}
