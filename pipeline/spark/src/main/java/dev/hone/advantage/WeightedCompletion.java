package dev.hone.advantage;

import dev.hone.score.ScoredCompletion;
import java.util.OptionalDouble;

/**
 * A scored completion with its advantage.
 *
 * @param shapedReward the reward that advantages are computed from; empty without a reward
 * @param advantage 0 without a reward, or when the group has no signal and is not moved by whitening over tokens
 * @param lossWeight factor on its loss: 1, or 0 where the advantage is 0 for one of these reasons
 */
public record WeightedCompletion<C>(
        ScoredCompletion<C> scored, OptionalDouble shapedReward, double advantage, double lossWeight) {}
