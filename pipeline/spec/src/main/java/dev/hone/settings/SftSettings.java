package dev.hone.settings;

import dev.hone.policy.adapter.AdapterKind;

/**
 * A supervised warm start.
 *
 * @param runId names the run in every table
 * @param dataset which prompts; its training split is used
 * @param seed everything random follows from it
 * @param target what the policy learns to answer
 * @param length examples of an optimizer step, and how many steps
 * @param optimizer learning rate, clipping and micro-batches
 */
public record SftSettings(
        String runId,
        String dataset,
        long seed,
        SftTarget target,
        RunLength length,
        AdapterKind adapter,
        OptimizerSettings optimizer) {}
