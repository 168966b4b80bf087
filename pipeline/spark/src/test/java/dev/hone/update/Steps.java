package dev.hone.update;

import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.advantage.GroupAdvantages;
import dev.hone.math.loss.ClipRange;
import dev.hone.math.loss.KlEstimator;
import dev.hone.math.loss.KlPenalty;
import dev.hone.math.loss.PolicyLoss;
import dev.hone.math.loss.Surrogate;
import dev.hone.math.objective.Objective;
import dev.hone.math.objective.ObjectiveSettings;
import dev.hone.math.optim.AdamWSettings;
import dev.hone.math.optim.LearningRateSchedule;
import dev.hone.math.sampling.KlSampling;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.math.sampling.UniformNumbers;
import dev.hone.policy.BigramPolicyModel;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.StopReason;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.TrainingState;
import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.settings.MismatchGate;
import dev.hone.settings.OptimizerSettings;
import dev.hone.settings.UpdateSettings;
import dev.hone.settings.run.UpdatePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** Samples and scores steps of a {@link BigramPolicyModel}: right is a completion that starts with the token after the prompt's. */
final class Steps {

    static final int VOCABULARY = 8;
    static final int PROMPTS = 6;
    static final int SAMPLES = 8;
    static final int MAX_TOKENS = 5;

    static final LearningRateSchedule CONSTANT = new LearningRateSchedule(LearningRateSchedule.Kind.CONSTANT, 0, 0);

    private Steps() {}

    static TrainingState start(BigramPolicyModel model) {
        return TrainingState.initial(model.initialAdapter(new AdapterKind.AllParameters(), 0));
    }

    static OptimizerSettings optimizer(double learningRate, int microBatchTokens) {
        return new OptimizerSettings(
                OptionalDouble.of(learningRate), CONSTANT, AdamWSettings.DEFAULT, 1, microBatchTokens);
    }

    /** Measures KL on every micro-batch. */
    static UpdatePlan plan(int threads) {
        return new UpdatePlan(threads, new KlSampling(1, 0), MismatchGate.of("float32"));
    }

    static UpdateSettings settings(PolicyLoss loss, OptimizerSettings optimizer, int updatesPerStep) {
        return settings(loss, optimizer, 1, updatesPerStep, false);
    }

    static UpdateSettings settings(
            PolicyLoss loss, OptimizerSettings optimizer, double temperature, int updatesPerStep, boolean maskCut) {
        return new UpdateSettings(loss, optimizer, temperature, updatesPerStep, maskCut);
    }

    static UpdateSettings settings(double learningRate, int microBatchTokens) {
        return settings(loss(0), optimizer(learningRate, microBatchTokens), 1);
    }

    static PolicyLoss loss(double klCoefficient) {
        ObjectiveSettings clipped = Objective.GRPO.settings().with(new Surrogate.Clip(ClipRange.of(0.2, 0.28)));
        return klCoefficient > 0
                ? clipped.with(new KlPenalty(KlEstimator.K3, klCoefficient)).loss(MAX_TOKENS)
                : clipped.loss(MAX_TOKENS);
    }

    static PolicyLoss loss(double clipLow, double clipHigh) {
        return Objective.GRPO
                .settings()
                .with(new Surrogate.Clip(ClipRange.of(clipLow, clipHigh)))
                .loss(MAX_TOKENS);
    }

    /** The rollouts of a step with their advantages. */
    static UpdateBatch batch(BigramPolicyModel model, Adapter adapter, int step) {
        List<UpdateGroup> groups = new ArrayList<>();
        for (int p = 0; p < PROMPTS; p++) {
            int[] prompt = {7, p + 1};
            long[] seeds = new long[SAMPLES];
            for (int g = 0; g < SAMPLES; g++) {
                seeds[g] = UniformNumbers.completionSeed(3, step, "p" + p, g);
            }
            SamplingSettings sampling = SamplingSettings.plain(1, MAX_TOKENS);
            List<SampledCompletion> completions = model.sample(
                            adapter, List.of(new PromptToSample(prompt, seeds)), sampling)
                    .get(0);
            groups.add(group("p" + p, prompt, completions, adapter.sha256()));
        }
        return new UpdateBatch(groups);
    }

    /** A completion all of whose tokens were drawn; its text is of no account. */
    static SampledCompletion completion(int[] tokenIds, float[] logprobs, StopReason stopReason) {
        return new SampledCompletion(
                tokenIds, logprobs, new boolean[tokenIds.length], "", CompletionParts.answerOnly(""), stopReason);
    }

    static double meanReward(UpdateBatch batch) {
        return batch.groups().stream()
                .flatMap(group -> group.samples().stream().map(s -> reward(group.promptTokenIds(), s.tokenIds())))
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }

    /** The batch with another form of each completion. */
    static UpdateBatch map(UpdateBatch batch, UnaryOperator<UpdateSample> operator) {
        return new UpdateBatch(batch.groups().stream()
                .map(group -> group.with(group.samples().stream().map(operator).toList()))
                .toList());
    }

    /** Runs steps one after the other. */
    static TrainingState run(
            BigramPolicyModel model,
            TrainingState from,
            int firstStep,
            int lastStep,
            UpdateSettings settings,
            int threads) {
        Adapter reference = start(model).adapter();
        TrainingState state = from;
        for (int step = firstStep; step <= lastStep; step++) {
            UpdateBatch batch = batch(model, state.adapter(), step);
            state = new UpdatePolicy(model, settings, plan(threads), lastStep)
                    .execute(step, batch, state, reference)
                    .state();
        }
        return state;
    }

    private static UpdateGroup group(String id, int[] prompt, List<SampledCompletion> completions, String sha) {
        double[] rewards = completions.stream()
                .mapToDouble(c -> reward(prompt, c.tokenIds()))
                .toArray();
        double[] advantages = GroupAdvantages.of(AdvantageKind.GRPO, new double[][] {rewards}, new int[0][], 1e-4)[0];
        double weight = GroupAdvantages.hasSignal(rewards) ? 1 : 0;
        List<UpdateSample> samples = new ArrayList<>();
        for (int g = 0; g < completions.size(); g++) {
            samples.add(new UpdateSample(completions.get(g), sha, advantages[g] * weight, weight));
        }
        return new UpdateGroup(id, prompt, samples);
    }

    private static double reward(int[] prompt, int[] completion) {
        return completion[0] == (prompt[1] + 1) % VOCABULARY ? 1 : 0;
    }
}
