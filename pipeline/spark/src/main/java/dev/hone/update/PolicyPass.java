package dev.hone.update;

import dev.hone.math.loss.LossBatch;
import dev.hone.math.loss.LossStatistics;
import dev.hone.math.loss.PolicyLoss;
import dev.hone.math.loss.StepTotals;
import dev.hone.policy.ForwardPass;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.Adapter;
import dev.hone.settings.UpdateSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One pass over all micro-batches with one version of the policy: loss, gradient and statistics. */
final class PolicyPass {

    private final PolicyModel model;
    private final UpdateSettings settings;
    private final int threads;
    private final Adapter reference;
    private final List<UpdateGroup> microBatches;
    private final StepTotals totals;
    private final double[] klWeights;

    PolicyPass(
            PolicyModel model,
            UpdateSettings settings,
            int threads,
            Adapter reference,
            List<UpdateGroup> microBatches,
            StepTotals totals,
            double[] klWeights) {
        this.model = model;
        this.settings = settings;
        this.threads = threads;
        this.reference = reference;
        this.microBatches = microBatches;
        this.totals = totals;
        this.klWeights = klWeights;
    }

    /**
     * What one micro-batch showed.
     *
     * @param loss its part of the step's loss
     * @param entropySum over its tokens, nats
     * @param klWeight how much its mean KL weighs in that of the step; 0 where it was not measured
     * @param known what later passes of the step need
     */
    record Observed(double loss, double entropySum, double klWeight, LossStatistics statistics, Known known) {}

    /**
     * Log-probabilities that stay as they are during a step, [G][T].
     *
     * @param old under the policy at the start of the step
     * @param reference under the reference policy, where measured
     */
    record Known(double[][] old, Optional<double[][]> reference) {}

    /** The first pass of a step: the old policy is the current one. */
    GradientSum.Total<Observed> first(Adapter adapter) {
        return run(adapter, List.of());
    }

    /** A later pass of a step. */
    GradientSum.Total<Observed> again(Adapter adapter, List<Known> known) {
        return run(adapter, known);
    }

    private GradientSum.Total<Observed> run(Adapter adapter, List<Known> known) {
        return GradientSum.run(threads, microBatches.size(), index -> {
            Optional<Known> before = known.isEmpty() ? Optional.empty() : Optional.of(known.get(index));
            return compute(index, adapter, before);
        });
    }

    private GradientSum.Part<Observed> compute(int index, Adapter adapter, Optional<Known> before) {
        UpdateGroup group = microBatches.get(index);
        TrainingGroup tokens = group.trainingGroup();
        Optional<double[][]> referenceLogprobs =
                before.isPresent() ? before.get().reference() : reference(index, adapter, tokens);
        try (ForwardPass pass = model.forward(adapter, tokens, settings.temperature())) {
            double[][] current = Matrices.doubles(pass.logprobs());
            double[][] old = before.map(Known::old).orElse(current);
            if (measuresKl(index) && referenceLogprobs.isEmpty()) {
                referenceLogprobs = Optional.of(old); // the reference is the policy of the first pass itself
            }
            double[][] entropies = Matrices.doubles(pass.entropies());
            LossBatch batch = batch(group, current, old, referenceLogprobs, entropies);
            PolicyLoss.Result loss = settings.loss().of(batch, totals);
            Observed observed = new Observed(
                    loss.value(),
                    Matrices.sum(entropies, group.masks()),
                    klWeights[index],
                    loss.statistics(),
                    new Known(old, referenceLogprobs));
            return new GradientSum.Part<>(
                    pass.backward(
                            Matrices.floats(loss.gradient()),
                            loss.entropyGradient().map(Matrices::floats)),
                    observed);
        }
    }

    /** Empty where KL is not measured, or where the reference is the very policy that is about to be computed. */
    private Optional<double[][]> reference(int index, Adapter adapter, TrainingGroup tokens) {
        if (!measuresKl(index) || reference.sha256().equals(adapter.sha256())) {
            return Optional.empty();
        }
        return Optional.of(Matrices.doubles(model.logprobs(reference, tokens, settings.temperature())));
    }

    private boolean measuresKl(int index) {
        return klWeights[index] > 0;
    }

    private static LossBatch batch(
            UpdateGroup group,
            double[][] current,
            double[][] old,
            Optional<double[][]> referenceLogprobs,
            double[][] entropies) {
        List<UpdateSample> samples = group.samples();
        boolean[][] mask = new boolean[samples.size()][];
        double[][] advantages = new double[samples.size()][];
        double[][] sampler = new double[samples.size()][];
        for (int g = 0; g < mask.length; g++) {
            UpdateSample sample = samples.get(g);
            mask[g] = sample.mask();
            advantages[g] = new double[mask[g].length];
            Arrays.fill(advantages[g], sample.advantage() * sample.lossWeight());
            sampler[g] = Matrices.doubles(sample.sampled().logprobs());
        }
        return new LossBatch(
                current, old, Optional.of(sampler), referenceLogprobs, Optional.of(entropies), mask, advantages);
    }
}
