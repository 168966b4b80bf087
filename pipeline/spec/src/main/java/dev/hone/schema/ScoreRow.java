package dev.hone.schema;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One scored completion.
 *
 * @param outcome whether the completion succeeded, apart from the shaped reward; empty when unknown
 * @param reward as the reward function gave it; empty when it could not be computed
 * @param shapedReward the number that training maximises: the reward less the penalty for length, where there is one
 * @param components parts of the reward by name
 * @param metrics metrics that do not enter the reward
 * @param error why the reward could not be computed
 * @param grader name and version of the reward function
 * @param scoreMillis time that scoring took
 * @param costMicroUsd what a judge cost, millionths of a US dollar; empty where that is not known, or nothing
 * @param latencyMillis time that a judge took to answer; empty where none was asked
 * @param advantage of the completion within its group; 0 without a reward or a signal
 * @param lossWeight factor on the completion's loss; 0 when its group is dropped
 */
public record ScoreRow(
        String runId,
        int step,
        String promptId,
        int sample,
        Optional<Boolean> outcome,
        OptionalDouble reward,
        OptionalDouble shapedReward,
        Map<String, Double> components,
        Map<String, Double> metrics,
        String explanation,
        Optional<String> error,
        String grader,
        long scoreMillis,
        OptionalLong costMicroUsd,
        OptionalLong latencyMillis,
        double advantage,
        double lossWeight,
        Instant scoredAt) {}
