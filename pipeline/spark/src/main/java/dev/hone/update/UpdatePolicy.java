package dev.hone.update;

import dev.hone.error.DivergedException;
import dev.hone.math.loss.StepTotals;
import dev.hone.metrics.Metric;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.TrainingState;
import dev.hone.settings.UpdateSettings;
import dev.hone.settings.run.UpdatePlan;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Updates the policy with the completions of one step. Groups without signal are dropped before the forward pass, unless a KL term or an
 * entropy bonus gives them a gradient too; what is left is cut into micro-batches, computed on several threads, summed in a fixed order,
 * clipped and applied by AdamW: the same inputs give the same bytes on any number of threads.
 *
 * <p>The loss is a mean over all completions (or tokens) of the step, dropped ones included, since their gradient is 0: a step with little
 * signal moves the policy little, while a KL term and an entropy bonus act on all of its completions, as in TRL.
 */
public final class UpdatePolicy {

    private final PolicyModel model;
    private final UpdateSettings settings;
    private final UpdatePlan plan;
    private final int steps;

    /** @param steps of the whole run, which its learning rate follows */
    public UpdatePolicy(PolicyModel model, UpdateSettings settings, UpdatePlan plan, int steps) {
        this.model = model;
        this.settings = settings;
        this.plan = plan;
        this.steps = steps;
    }

    /**
     * What the update did.
     *
     * @param state after the update; the very same where nothing had a signal
     * @param groupsTrained prompts with a gradient
     * @param groupsDropped prompts without one
     * @param completionsTrained completions with a gradient
     * @param tokensTrained their tokens, except those that the sampler forced
     * @param metrics by the names of {@link dev.hone.metrics.Metric}
     */
    public record Result(
            TrainingState state,
            int groupsTrained,
            int groupsDropped,
            int completionsTrained,
            long tokensTrained,
            SortedMap<String, Double> metrics) {}

    /**
     * Updates the policy.
     *
     * @param step the step, for messages
     * @param state whose adapter sampled every completion of the batch
     * @param reference the policy as the run started, for KL
     * @throws DivergedException when a completion is of another adapter, sampler and trainer disagree, or loss or gradient are not finite;
     *     nothing is changed then
     */
    public Result execute(int step, UpdateBatch batch, TrainingState state, Adapter reference) {
        requireSameAdapter(step, batch, state.adapter());
        List<UpdateGroup> trained = batch.trained(settings);
        int completions =
                trained.stream().mapToInt(group -> group.samples().size()).sum();
        SortedMap<String, Double> metrics = CompletionMetrics.of(batch);
        TrainingState updated = state;
        if (trained.isEmpty()) {
            metrics.put(Metric.LEARNING_RATE.key(), 0.0);
            metrics.put(Metric.GRAD_NORM.key(), 0.0);
        } else {
            PassMetrics passes = new PassMetrics(completions);
            updated = update(step, trained, totals(batch), state, reference, passes);
            metrics.putAll(passes.metrics());
        }
        long tokens = trained.stream().mapToLong(UpdateGroup::drawnTokens).sum();
        int dropped = batch.groups().size() - trained.size();
        metrics.put(Metric.UPDATE_GROUPS.key(), (double) trained.size());
        metrics.put(Metric.UPDATE_GROUPS_DROPPED.key(), (double) dropped);
        metrics.put(Metric.UPDATE_COMPLETIONS.key(), (double) completions);
        metrics.put(Metric.UPDATE_TOKENS.key(), (double) tokens);
        metrics.put(Metric.UPDATE_OPTIMIZER_STEPS.key(), (double)
                updated.optimizer().step());
        return new Result(updated, trained.size(), dropped, completions, tokens, metrics);
    }

    private TrainingState update(
            int step,
            List<UpdateGroup> trained,
            StepTotals totals,
            TrainingState start,
            Adapter reference,
            PassMetrics metrics) {
        List<UpdateGroup> microBatches =
                MicroBatchPlan.ofSamples(trained, settings.optimizer().microBatchTokens());
        double[] klWeights = plan.klWeights(
                settings,
                step,
                microBatches.stream().mapToLong(UpdateGroup::drawnTokens).toArray());
        PolicyPass pass = new PolicyPass(model, settings, plan.threads(), reference, microBatches, totals, klWeights);
        long optimizerSteps = (long) steps * settings.updatesPerStep();
        TrainingState state = start;
        List<PolicyPass.Known> known = List.of();
        for (int update = 0; update < settings.updatesPerStep(); update++) {
            GradientSum.Total<PolicyPass.Observed> made =
                    update == 0 ? pass.first(state.adapter()) : pass.again(state.adapter(), known);
            double loss = metrics.add(made.observed());
            if (update == 0) {
                plan.gate().check(step, metrics.mismatch());
                known = made.observed().stream().map(PolicyPass.Observed::known).toList();
            }
            OptimizerStep applied =
                    OptimizerStep.apply(settings.optimizer(), step, optimizerSteps, loss, made.gradients(), state);
            metrics.add(applied);
            state = applied.state();
        }
        return state;
    }

    private StepTotals totals(UpdateBatch batch) {
        long tokens = batch.samples()
                .filter(sample -> !UpdateBatch.isMasked(sample, settings.maskCutCompletions()))
                .mapToLong(UpdateSample::drawnTokens)
                .sum();
        return new StepTotals(batch.samples().count(), tokens);
    }

    private static void requireSameAdapter(int step, UpdateBatch batch, Adapter adapter) {
        Optional<String> other = batch.samples()
                .map(UpdateSample::adapterSha)
                .filter(sha -> !sha.equals(adapter.sha256()))
                .findFirst();
        if (other.isPresent()) {
            throw new DivergedException(
                    "Step " + step + " stops before its update: a completion was sampled by the adapter "
                            + other.get() + ", but the policy to be updated is " + adapter.sha256()
                            + ". The rollouts are of another version of the policy; resume the run from its last complete step.");
        }
    }
}
