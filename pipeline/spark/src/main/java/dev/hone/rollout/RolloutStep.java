package dev.hone.rollout;

import java.io.Serializable;

/**
 * Which step of which run is sampled.
 *
 * @param policyVersion number of updates that the sampling policy has seen
 */
public record RolloutStep(String runId, int step, int policyVersion) implements Serializable {}
