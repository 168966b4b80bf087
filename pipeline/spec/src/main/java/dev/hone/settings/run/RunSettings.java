package dev.hone.settings.run;

import dev.hone.policy.adapter.AdapterKind;

/**
 * What every run has, whatever it trains by.
 *
 * @param runId names the run in every table
 * @param dataset which prompts
 * @param seed everything random follows from it
 * @param adapter which weights are trained
 */
public record RunSettings(String runId, String dataset, long seed, AdapterKind adapter) {}
