package dev.hone.advantage;

import java.util.OptionalDouble;

/**
 * The advantage of one completion.
 *
 * @param promptId its group
 * @param sample its number in the group, from 0
 * @param shapedReward the reward that advantages are computed from; empty without a reward
 * @param advantage 0 without a reward, or when the group has no signal and is not moved by whitening over tokens
 * @param lossWeight factor on its loss: 1, or 0 where the advantage is 0 for one of these reasons
 */
public record AdvantageOfSample(
        String promptId, int sample, OptionalDouble shapedReward, double advantage, double lossWeight) {}
