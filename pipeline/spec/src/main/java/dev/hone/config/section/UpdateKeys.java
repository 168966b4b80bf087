package dev.hone.config.section;

import dev.hone.config.key.Key;
import dev.hone.config.key.Values;
import dev.hone.settings.OptimizerSettings;
import dev.hone.settings.UpdateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of the section {@code train} that say how the policy is updated. */
public final class UpdateKeys {

    /** What completes the defaults that follow from the model. */
    public static final String BY_MODEL = "model, adapter";

    static final Key<Double> LEARNING_RATE = Key.number(
                    "learningRate",
                    "step size of AdamW; by default 1e-3 / sqrt(millions of parameters), at most 1e-3, for alpha 32"
                            + " (docs/training.md)")
            .above(0)
            .atMost(1)
            .serviceRange("1e-7", "1e-3")
            .by(BY_MODEL, values -> Optional.empty()); // ModelDefaults completes it

    static final Key<Boolean> MASK_CUT_COMPLETIONS = Key.flag(
                    "maskCutCompletions",
                    "whether completions that were cut at inferenceMaxTokens are left out of the loss")
            .or(false);

    static final Key<Integer> UPDATES_PER_STEP = Key.integer(
                    "updatesPerStep", "optimizer steps on the rollouts of one step")
            .atLeast(1)
            .atMost(1_000)
            .or(1);

    static final Key<Double> MAX_GRADIENT_NORM = Key.number(
                    "maxGradientNorm", "gradients are scaled down to this global norm")
            .above(0)
            .or(1.0);

    static final Key<Integer> MICRO_BATCH_TOKENS = Key.integer(
                    "microBatchTokens", "tokens of one forward pass with gradients; bounds memory")
            .atLeast(1)
            .atMost(100_000_000)
            .or(4096);

    private UpdateKeys() {}

    static List<Key<?>> keys() {
        List<Key<?>> keys = new ArrayList<>(List.of(LEARNING_RATE, ScheduleKeys.SCHEDULE));
        keys.addAll(AdamWKeys.KEYS);
        keys.addAll(List.of(UPDATES_PER_STEP, MASK_CUT_COMPLETIONS, MAX_GRADIENT_NORM, MICRO_BATCH_TOKENS));
        return keys;
    }

    static UpdateSettings update(Values values) {
        return new UpdateSettings(
                ObjectiveKeys.objective(values).loss(values.get(SamplingKeys.INFERENCE_MAX_TOKENS)),
                new OptimizerSettings(
                        values.findDouble(LEARNING_RATE),
                        values.get(ScheduleKeys.SCHEDULE),
                        AdamWKeys.settings(values),
                        values.get(MAX_GRADIENT_NORM),
                        values.get(MICRO_BATCH_TOKENS)),
                values.get(SamplingKeys.TEMPERATURE),
                values.get(UPDATES_PER_STEP),
                values.get(MASK_CUT_COMPLETIONS));
    }
}
