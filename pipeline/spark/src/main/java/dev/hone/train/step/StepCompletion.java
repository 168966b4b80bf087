package dev.hone.train.step;

import dev.hone.schema.RolloutRow;
import dev.hone.schema.ScoreRow;

/**
 * A completion as the tables have it.
 *
 * @param rollout as it was sampled
 * @param score its reward and its advantage
 */
public record StepCompletion(RolloutRow rollout, ScoreRow score) {}
