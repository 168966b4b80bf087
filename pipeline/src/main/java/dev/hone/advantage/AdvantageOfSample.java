package dev.hone.advantage;

import java.util.OptionalDouble;

/**
 * The advantage of one completion.
 *
 * @param promptId its group
 * @param sample its number in the group, from 0
 * @param shapedReward the reward that advantages are computed from; empty without a reward
 * @param advantage 0 without a reward, or when the group has no signal
 * @param lossWeight factor on its loss: 1, or 0 without a reward or when the group has no signal
 */
public record AdvantageOfSample(
        String promptId, int sample, OptionalDouble shapedReward, double advantage, double lossWeight) {}
