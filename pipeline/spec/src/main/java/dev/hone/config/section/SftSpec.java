package dev.hone.config.section;

import java.util.Optional;

/**
 * Supervised fine-tuning before reinforcement.
 *
 * @param useLoggedAnswers whether the answers of the logs are the targets, rather than the references
 * @param epochCount passes over the training prompts, where written
 * @param maxSteps greatest number of optimizer steps, where limited
 * @param batchSize examples of one optimizer step
 * @param learningRate step size of AdamW
 * @param schedule how the step size changes
 */
public record SftSpec(
        boolean useLoggedAnswers,
        Optional<Integer> epochCount,
        Optional<Integer> maxSteps,
        int batchSize,
        double learningRate,
        ScheduleSpec schedule) {}
