package dev.hone.update;

import dev.hone.error.DivergedException;
import dev.hone.math.loss.SupervisedLoss;
import dev.hone.metrics.Metric;
import dev.hone.policy.ForwardPass;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.TrainingState;
import dev.hone.settings.OptimizerSettings;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One optimizer step of supervised fine-tuning: the mean cross-entropy of the completions' tokens, prompts masked. The same engine,
 * micro-batches and optimizer as the policy update.
 */
public final class SupervisedUpdate {

    private static final double TEMPERATURE = 1;

    private final PolicyModel model;
    private final OptimizerSettings settings;
    private final int threads;
    private final int steps;

    /**
     * @param threads micro-batches computed at once, at least 1; does not change a bit of the result
     * @param steps of the whole run, which its learning rate follows
     */
    public SupervisedUpdate(PolicyModel model, OptimizerSettings settings, int threads, int steps) {
        this.model = model;
        this.settings = settings;
        this.threads = threads;
        this.steps = steps;
    }

    /**
     * What the step did.
     *
     * @param state after the step
     * @param loss mean of -log p over the completions' tokens before the step, nats
     * @param tokens tokens trained on
     * @param metrics by the names of {@link dev.hone.metrics.Metric}
     */
    public record Result(TrainingState state, double loss, long tokens, SortedMap<String, Double> metrics) {}

    /**
     * Trains on prompts with their answers.
     *
     * @param step the step, for messages
     * @param batch at least one prompt with its answers; an answer ends with its end-of-sequence token
     * @throws DivergedException when loss or gradient are not finite; nothing is changed then
     */
    public Result execute(int step, List<TrainingGroup> batch, TrainingState state) {
        long tokens = batch.stream()
                .flatMap(group -> Arrays.stream(group.completionTokenIds()))
                .mapToLong(completion -> completion.length)
                .sum();
        List<TrainingGroup> microBatches = MicroBatchPlan.ofGroups(batch, settings.microBatchTokens());
        GradientSum.Total<Double> made =
                GradientSum.run(threads, microBatches.size(), i -> compute(microBatches.get(i), state, tokens));
        double loss = made.observed().stream().mapToDouble(Double::doubleValue).sum();
        OptimizerStep applied = OptimizerStep.apply(settings, step, steps, loss, made.gradients(), state);
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put(Metric.SFT_LOSS.key(), loss);
        metrics.put(Metric.SFT_TOKENS.key(), (double) tokens);
        metrics.put(Metric.GRAD_NORM.key(), applied.gradientNorm());
        metrics.put(Metric.LEARNING_RATE.key(), applied.learningRate());
        return new Result(applied.state(), loss, tokens, metrics);
    }

    private GradientSum.Part<Double> compute(TrainingGroup group, TrainingState state, long tokens) {
        try (ForwardPass pass = model.forward(state.adapter(), group, TEMPERATURE)) {
            double[][] logprobs = Matrices.doubles(pass.logprobs());
            boolean[][] mask = new boolean[logprobs.length][];
            for (int g = 0; g < mask.length; g++) {
                mask[g] = new boolean[logprobs[g].length];
                Arrays.fill(mask[g], true);
            }
            SupervisedLoss.Result loss = SupervisedLoss.of(logprobs, mask, tokens);
            return new GradientSum.Part<>(pass.backward(Matrices.floats(loss.gradient())), loss.value());
        }
    }
}
