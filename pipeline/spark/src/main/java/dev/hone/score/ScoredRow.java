package dev.hone.score;

import dev.hone.reward.RewardResult;
import java.io.Serializable;

/**
 * What the reward function said about one completion.
 *
 * @param result a finite reward, or why there is none
 * @param scoreMillis time of the call over its rows
 */
record ScoredRow(RewardResult result, long scoreMillis) implements Serializable {}
