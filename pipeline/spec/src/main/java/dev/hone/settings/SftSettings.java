package dev.hone.settings;

import dev.hone.math.optim.LearningRateSchedule;

/**
 * Supervised fine-tuning before reinforcement.
 *
 * @param target what the policy learns to answer
 * @param length examples of an optimizer step, and how many steps
 * @param learningRate the greatest step size of AdamW
 * @param schedule how the step size changes
 */
public record SftSettings(SftTarget target, RunLength length, double learningRate, LearningRateSchedule schedule) {}
