package dev.hone.settings.run;

import dev.hone.settings.OptimizerSettings;
import dev.hone.settings.SftSettings;

/**
 * Everything that a supervised warm start does.
 *
 * @param sft what is taught, and how long
 * @param optimizer how gradients are computed and applied, with the warm start's own learning rate
 * @param threads micro-batches computed at once, each on one thread; does not change a bit of the result; at least 1
 */
public record SftRunSettings(RunSettings run, SftSettings sft, OptimizerSettings optimizer, int threads) {}
