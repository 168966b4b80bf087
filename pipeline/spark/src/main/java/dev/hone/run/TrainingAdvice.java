package dev.hone.run;

import dev.hone.config.JobSpec;
import dev.hone.config.ModelDefaults;
import dev.hone.estimate.AnswerLengths;
import dev.hone.policy.tokenizer.HuggingFacePolicyTokenizer;
import dev.hone.schema.PromptRow;
import dev.hone.settings.ModelSettings;
import dev.hone.settings.TrainSettings;
import dev.hone.table.Warehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a specification risks, for {@code --dry-run} and the start of a run: settings that work, but are known to lead to collapse or to nothing. The limits are
 * rules of thumb; docs/training.md says where they come from.
 */
public final class TrainingAdvice {

    private static final double RATE_TOO_HIGH = 3;
    private static final double RATE_TOO_LOW = 0.1;
    private static final int FEW_SAMPLES = 4;
    private static final int FEW_COMPLETIONS = 32;
    private static final int MANY_UPDATES = 3;
    private static final double COLD = 0.7;
    private static final double HOT = 1.3;
    private static final int FAR_TOO_LONG = 8;

    private final TrainSettings train;
    private final double rate;
    private final double fittingRate;
    private final List<String> advice = new ArrayList<>();

    /**
     * @param rate the learning rate of the run
     * @param fittingRate the one that fits the model's size and the adapter
     */
    public TrainingAdvice(TrainSettings train, double rate, double fittingRate) {
        this.train = train;
        this.rate = rate;
        this.fittingRate = fittingRate;
    }

    /** The advice on a specification; reads the training prompts that are there. */
    public static List<String> of(JobSpec spec, Warehouse warehouse) {
        ModelSettings model = spec.model().orElseThrow();
        List<PromptRow> prompts = TrainEstimate.trainingPrompts(spec, warehouse);
        Optional<AnswerLengths> lengths =
                AnswerLengths.of(prompts, HuggingFacePolicyTokenizer.load(Path.of(model.path()), model.template()));
        double rate = spec.train().update().optimizer().learningRate().orElseThrow();
        return new TrainingAdvice(spec.train(), rate, ModelDefaults.learningRate(spec)).on(lengths);
    }

    public static String text(List<String> advice) {
        return advice.isEmpty()
                ? "Nothing in the settings looks risky.\n"
                : "Advice:\n  - " + String.join("\n  - ", advice) + "\n";
    }

    /** Each piece of advice in a sentence or two; empty where nothing looks risky. */
    List<String> on(Optional<AnswerLengths> lengths) {
        learningRate();
        temperature();
        groups();
        updates();
        lengths.ifPresent(this::length);
        return List.copyOf(advice);
    }

    private void learningRate() {
        double factor = rate / fittingRate;
        if (factor >= RATE_TOO_HIGH) {
            advice.add(
                    ("train.learningRate %s is %.1f times the %s that fits this model and adapter. A rate that is too high is the"
                                    + " usual cause of collapse: leave it out, or watch entropy and validation closely.")
                            .formatted(rate, factor, fittingRate));
        } else if (factor <= RATE_TOO_LOW) {
            advice.add(
                    ("train.learningRate %s is less than a tenth of the %s that fits this model and adapter: expect little change in"
                                    + " some tens of steps. Leave it out to use that.")
                            .formatted(rate, fittingRate));
        }
    }

    private void temperature() {
        double temperature = train.rollout().sampling().temperature();
        if (temperature == 1) {
            return;
        }
        String effect = temperature < COLD
                ? " So cold, the completions of a prompt are much alike, and many groups have no signal."
                : temperature > HOT ? " So hot, texts fall apart, and right answers are rare." : "";
        advice.add(
                ("train.temperature is %s: what is trained is the policy at that temperature (log-probabilities are of logits /"
                                + " temperature, for sampler and trainer alike), so serve it at the same one, or train at 1.%s")
                        .formatted(temperature, effect));
    }

    private void groups() {
        int samples = train.rollout().samplesPerPrompt();
        if (samples < FEW_SAMPLES) {
            advice.add(
                    ("With %d samples a prompt many groups are all right or all wrong, and teach nothing. Use 8, or objective"
                                    + " reinforce_pp_baseline, which does not divide by the deviation of so few.")
                            .formatted(samples));
        }
        int completions = samples * train.length().batchSize();
        if (completions < FEW_COMPLETIONS) {
            advice.add(
                    ("A step of %d prompts × %d samples is a noisy estimate. Use at least %d completions, such as 8 × 8, or a lower"
                                    + " learning rate.")
                            .formatted(train.length().batchSize(), samples, FEW_COMPLETIONS));
        }
    }

    private void updates() {
        int updates = train.update().updatesPerStep();
        if (updates >= MANY_UPDATES && train.update().loss().kl().isEmpty()) {
            advice.add(
                    ("%d updates on the same rollouts take the policy away from the one that sampled them, and no KL term holds it."
                                    + " Set klCoefficient to 0.01 to 0.05, choose objective cispo or gspo, or go down to 1 update.")
                            .formatted(updates));
        }
    }

    private void length(AnswerLengths lengths) {
        int limit = train.rollout().sampling().maxNewTokens();
        double cut = lengths.shareAbove(limit);
        if (cut > 0) {
            advice.add(
                    ("%.0f %% of the %s are longer than train.inferenceMaxTokens %d (the longest has %d tokens): answers like them are"
                                    + " cut. Raise it.")
                            .formatted(100 * cut, lengths.what(), limit, lengths.longest()));
        } else if (limit >= FAR_TOO_LONG * lengths.longest()) {
            advice.add(
                    ("The longest of the %s has %d tokens, and train.inferenceMaxTokens is %d. Where the first steps cut few"
                                    + " completions, a lower one bounds the time of a step; where they cut many, the policy does"
                                    + " not end its answers: hone sft on such answers, or train.overlong, teaches it to.")
                            .formatted(lengths.what(), lengths.longest(), limit));
        }
    }
}
