package dev.hone.rollout;

import dev.hone.policy.PolicySource;
import dev.hone.policy.adapter.Adapter;
import dev.hone.schema.RolloutRow;
import dev.hone.settings.RolloutSettings;
import dev.hone.settings.run.RolloutPlan;
import dev.hone.spark.JobGroup;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * Samples the completions of one step on the executors: deals the prompts out over the planned units, sends the adapter by broadcast, and
 * decodes each unit alone on one task's thread. The same arguments give the same rows (except times and hosts) on any number of
 * partitions and executors, and after any retry.
 */
public final class SampleRollouts {

    private final JavaSparkContext context;
    private final PolicySource policy;
    private final RolloutSettings settings;
    private final RolloutPlan plan;

    public SampleRollouts(SparkSession spark, PolicySource policy, RolloutSettings settings, RolloutPlan plan) {
        this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        this.policy = policy;
        this.settings = settings;
        this.plan = plan;
    }

    /**
     * What was sampled.
     *
     * @param rollouts by prompt id and sample
     * @param completionTokens tokens sampled in all
     * @param units units decoded
     */
    public record Result(List<RolloutRow> rollouts, long completionTokens, int units) {}

    /** Samples {@code samplesPerPrompt} completions of every prompt with this version of the policy. */
    public Result execute(RolloutStep step, Adapter adapter, List<EncodedPrompt> prompts) {
        List<RolloutUnit> units = RolloutUnit.partition(prompts, plan.units());
        String description = prompts.size() + " prompts × " + settings.samplesPerPrompt() + " samples, temperature="
                + settings.sampling().temperature() + ", policy v" + step.policyVersion();
        List<RolloutRow> rollouts = JobGroup.run(
                context.sc(), "SAMPLE-ROLLOUTS-" + step.step(), description, () -> sample(step, adapter, units));
        long tokens = rollouts.stream().mapToLong(r -> r.tokenIds().size()).sum();
        return new Result(rollouts, tokens, units.size());
    }

    private List<RolloutRow> sample(RolloutStep step, Adapter adapter, List<RolloutUnit> units) {
        Broadcast<Adapter> broadcast = context.broadcast(adapter);
        UnitTask decoder = new UnitTask(policy, settings, plan, step, broadcast);
        try {
            return context
                    .parallelize(units, Math.min(plan.partitions(), units.size()))
                    .flatMap(unit -> decoder.decode(unit).iterator())
                    .collect()
                    .stream()
                    .sorted(Comparator.comparing(RolloutRow::promptId).thenComparing(RolloutRow::sample))
                    .toList();
        } finally {
            broadcast.destroy();
        }
    }
}
