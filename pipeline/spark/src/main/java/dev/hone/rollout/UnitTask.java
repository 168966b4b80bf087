package dev.hone.rollout;

import dev.hone.math.sampling.UniformNumbers;
import dev.hone.policy.Cpu;
import dev.hone.policy.PolicySource;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.adapter.Adapter;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.Timestamps;
import dev.hone.settings.RolloutSettings;
import dev.hone.settings.run.RolloutPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;

/** Decodes one unit in a Spark task with the model of that JVM; ends within a token where Spark kills the task. */
final class UnitTask implements Serializable {

    private static final long serialVersionUID = 1L;

    private final PolicySource policy;
    private final RolloutSettings settings;
    private final RolloutPlan plan;
    private final RolloutStep step;
    private final Broadcast<Adapter> adapter;

    UnitTask(
            PolicySource policy,
            RolloutSettings settings,
            RolloutPlan plan,
            RolloutStep step,
            Broadcast<Adapter> adapter) {
        this.policy = policy;
        this.settings = settings;
        this.plan = plan;
        this.step = step;
        this.adapter = adapter;
    }

    List<RolloutRow> decode(RolloutUnit unit) {
        long start = System.nanoTime();
        List<PromptToSample> prompts = unit.prompts().stream()
                .map(prompt -> new PromptToSample(prompt.tokenIds(), seeds(prompt.promptId()), plan.reasoning()))
                .toList();
        TaskContext task = TaskContext.get();
        BooleanSupplier killed =
                () -> task.isInterrupted() || Thread.currentThread().isInterrupted();
        List<List<SampledCompletion>> completions =
                policy.open().sample(adapter.value(), prompts, settings.sampling(), killed);
        long millis = (System.nanoTime() - start) / 1_000_000;
        List<RolloutRow> rows = new ArrayList<>();
        for (int p = 0; p < prompts.size(); p++) {
            for (int sample = 0; sample < settings.samplesPerPrompt(); sample++) {
                rows.add(row(unit, p, sample, prompts.get(p), completions.get(p).get(sample), millis));
            }
        }
        return rows;
    }

    private long[] seeds(String promptId) {
        long[] seeds = new long[settings.samplesPerPrompt()];
        for (int sample = 0; sample < seeds.length; sample++) {
            seeds[sample] = UniformNumbers.completionSeed(plan.runSeed(), step.step(), promptId, sample);
        }
        return seeds;
    }

    private RolloutRow row(
            RolloutUnit unit, int p, int sample, PromptToSample prompt, SampledCompletion completion, long millis) {
        return new RolloutRow(
                step.runId(),
                step.step(),
                unit.prompts().get(p).promptId(),
                sample,
                step.policyVersion(),
                adapter.value().sha256(),
                prompt.completionSeeds()[sample],
                completion.text(),
                boxed(completion.tokenIds()),
                boxed(completion.logprobs()),
                completion.parts(),
                positions(completion.forced()),
                completion.stopReason().name().toLowerCase(Locale.ROOT),
                prompt.promptTokenIds().length,
                unit.index(),
                millis,
                SparkEnv.get().blockManager().blockManagerId().host(),
                Cpu.kind(),
                Timestamps.now());
    }

    private static List<Integer> positions(boolean[] holds) {
        List<Integer> positions = new ArrayList<>();
        for (int t = 0; t < holds.length; t++) {
            if (holds[t]) {
                positions.add(t);
            }
        }
        return positions;
    }

    private static List<Integer> boxed(int[] values) {
        List<Integer> boxed = new ArrayList<>(values.length);
        for (int value : values) {
            boxed.add(value);
        }
        return boxed;
    }

    private static List<Float> boxed(float[] values) {
        List<Float> boxed = new ArrayList<>(values.length);
        for (float value : values) {
            boxed.add(value);
        }
        return boxed;
    }
}
