package dev.hone.train;

import dev.hone.policy.AdapterKind;
import dev.hone.update.OptimizerSettings;
import java.util.OptionalInt;

/**
 * A supervised warm start.
 *
 * @param runId names the run in every table
 * @param dataset which prompts; its training split is used
 * @param seed everything random follows from it
 * @param target what the policy learns to answer
 * @param batchSize examples of an optimizer step
 * @param epochCount passes over the examples
 * @param maxSteps ends the run earlier
 * @param optimizer learning rate, clipping and micro-batches
 */
public record SftSettings(
        String runId,
        String dataset,
        long seed,
        SftTarget target,
        int batchSize,
        int epochCount,
        OptionalInt maxSteps,
        AdapterKind adapter,
        OptimizerSettings optimizer) {}
