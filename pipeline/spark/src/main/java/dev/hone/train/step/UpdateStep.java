package dev.hone.train.step;

import dev.hone.policy.PolicyModel;
import dev.hone.rollout.PromptEncoder;
import dev.hone.settings.UpdateSettings;
import dev.hone.settings.run.UpdatePlan;
import dev.hone.storage.checkpoint.Checkpoint;
import dev.hone.update.UpdatePolicy;
import java.util.SortedMap;
import java.util.TreeMap;

/** The update of a step, from what the step has sampled and scored alone: the same rows give the same checkpoint. */
public final class UpdateStep {

    private final PolicyModel policy;
    private final UpdatePolicy updatePolicy;

    /** The stage of a run of so many steps. */
    public UpdateStep(PolicyModel policy, UpdateSettings settings, UpdatePlan plan, int steps) {
        this.policy = policy;
        this.updatePolicy = new UpdatePolicy(policy, settings, plan, steps);
    }

    /**
     * Updates the policy.
     *
     * @param size prompts of the batch
     * @param before the policy that sampled
     * @param start the policy that the run started with, the reference of the KL term
     */
    public Checkpoint execute(int step, SampledStep sampled, int size, Checkpoint before, Checkpoint start) {
        UpdatePolicy.Result result = updatePolicy.execute(
                step,
                UpdateBatches.of(new PromptEncoder(policy.tokenizer()).encode(sampled.prompts()), sampled, size),
                before.state(),
                start.state().adapter());
        SortedMap<String, Double> metrics = new TreeMap<>(result.metrics());
        metrics.putAll(ReasoningMetrics.of(sampled.batch(size).stream()
                .flatMap(group -> group.completions().stream())
                .map(StepCompletion::rollout)
                .toList()));
        return new Checkpoint(step, result.state(), metrics);
    }
}
