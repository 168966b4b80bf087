package dev.hone.config;

import dev.hone.config.key.KeyTypes;
import dev.hone.config.section.UpdateKeys;
import dev.hone.config.yaml.EffectiveValue;
import dev.hone.math.optim.LearningRateRule;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.checkpoint.ModelDirectory;
import java.nio.file.Path;

/**
 * Completes a specification with the defaults that follow from the base model: its learning rate, by {@link LearningRateRule}. Reads the
 * model's configuration and the headers of its weights, no weights. The same model and adapter give the same value, so that a run
 * which is resumed keeps its identity.
 */
public final class ModelDefaults {

    /** What the values follow from, as the effective specification names it. */
    private static final String LEARNING_RATE = "train.learningRate";

    private static final String AFTER_LEARNING_RATE = "train.schedule.kind";

    private ModelDefaults() {}

    /**
     * The specification with every value; the same where all are written.
     *
     * @throws dev.hone.error.ModelException where the model cannot be read
     */
    public static JobSpec complete(JobSpec spec) {
        return spec.train().update().optimizer().learningRate().isPresent()
                ? spec
                : withLearningRate(spec, learningRate(spec));
    }

    /** What the rule gives, whether or not another value is written. */
    public static double learningRate(JobSpec spec) {
        long parameters =
                ModelDirectory.open(Path.of(spec.model().orElseThrow().path())).parameters();
        return spec.adapter() instanceof AdapterKind.Lora lora
                ? LearningRateRule.lora(parameters, lora.rank(), lora.scale())
                : LearningRateRule.allParameters(parameters);
    }

    private static JobSpec withLearningRate(JobSpec spec, double rate) {
        String text = KeyTypes.NUMBER.text(rate);
        EffectiveSpec effective = spec.effective()
                .withBefore(
                        AFTER_LEARNING_RATE,
                        new EffectiveValue(LEARNING_RATE, text, "by " + UpdateKeys.BY_MODEL, true));
        String asWritten = spec.asWritten() + (spec.asWritten().endsWith("\n") ? "" : "\n") + "# by "
                + UpdateKeys.BY_MODEL + ": " + LEARNING_RATE + "=" + text + "\n";
        return spec.with(spec.train().withLearningRate(rate), effective, asWritten);
    }
}
