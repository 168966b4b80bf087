package dev.hone.settings;

import dev.hone.reward.RewardDefinition;

/**
 * A second reward that never trains and scores evaluations beside the one that does.
 *
 * @param reward what it gives
 * @param require whether a policy is exported only where the audit does not contradict the reward
 */
public record AuditSettings(RewardDefinition reward, boolean require) {}
