package dev.hone.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.config.JobSpec;
import dev.hone.estimate.KeyValueNeed;
import dev.hone.estimate.MemoryNeed;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.schema.PromptRow;
import dev.hone.schema.Split;
import dev.hone.settings.RunLength;
import dev.hone.settings.TrainSettings;
import dev.hone.table.Warehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a training run would do and need, for {@code --dry-run}.
 *
 * @param prompts training prompts of the table; 0 before ingest
 * @param steps policy updates
 * @param remarkOnLength which of two limits ends the run, where there is something to say
 * @param rollouts completions sampled
 * @param maxRollouts completions sampled if every step replaced as many groups as it may
 * @param maxSampledTokens tokens sampled if every completion were as long as allowed
 * @param weightBytes of the base model in memory
 * @param adapterBytes of the trained parameters with gradient and optimizer state
 * @param cacheBytes of keys and values while all decode slots of one task are full and as long as allowed
 * @param memory what the driver needs of it in local mode
 * @param reasoning how the model writes down its reasoning
 */
public record TrainEstimate(
        long prompts,
        long steps,
        Optional<String> remarkOnLength,
        long rollouts,
        long maxRollouts,
        long maxSampledTokens,
        long weightBytes,
        long adapterBytes,
        long cacheBytes,
        MemoryNeed memory,
        ReasoningStyle reasoning) {

    /** Value, gradient and two moments of AdamW. */
    private static final int FLOATS_PER_TRAINED_PARAMETER = 4;

    public static TrainEstimate of(JobSpec spec, Warehouse warehouse) {
        Path path = Path.of(spec.model().orElseThrow().path());
        ModelDirectory model = ModelDirectory.open(path);
        TrainSettings train = spec.train();
        List<PromptRow> rows = trainingPrompts(spec, warehouse);
        int prompts = rows.size();
        RunLength length = train.length();
        long steps = length.steps(prompts);
        long rollouts = steps
                * Math.min(train.length().batchSize(), prompts)
                * train.rollout().samplesPerPrompt();
        long mostPrompts = Math.min((long) train.length().batchSize() * train.samplingRounds(), prompts);
        long maxRollouts = steps * mostPrompts * train.rollout().samplesPerPrompt();
        ModelConfig config = model.config();
        long trained = spec.adapter().parameters(config);
        Cluster cluster = Cluster.of(warehouse.spark().sparkContext());
        KeyValueNeed cache = KeyValueNeed.of(config, train.decodeSlots());
        int completionTokens = train.rollout().sampling().maxNewTokens();
        return new TrainEstimate(
                prompts,
                steps,
                length.remark(prompts),
                rollouts,
                maxRollouts,
                maxRollouts * completionTokens,
                model.parameters() * Float.BYTES,
                trained * FLOATS_PER_TRAINED_PARAMETER * Float.BYTES,
                cache.atMostBytes(train.maxPromptTokens(), completionTokens),
                MemoryNeed.of(
                        model.parameters() * Float.BYTES,
                        trained * Float.BYTES,
                        unitBytes(train, rows, cluster, cache),
                        cluster.taskSlots()),
                spec.model().orElseThrow().reasoning().style(path));
    }

    /** Keys and values of a training step's largest unit. */
    private static long unitBytes(TrainSettings train, List<PromptRow> prompts, Cluster cluster, KeyValueNeed cache) {
        int units = train.unitsPerStep().orElse(cluster.taskSlots());
        long ofAStep = Math.min(train.length().batchSize(), prompts.size());
        int longest = prompts.stream().mapToInt(PromptRow::promptTokens).max().orElse(0);
        return cache.bytes(
                (ofAStep + units - 1) / units,
                train.rollout().samplesPerPrompt(),
                longest,
                train.rollout().sampling().maxNewTokens());
    }

    public String text() {
        String start = prompts == 0 ? "There are no training prompts yet: run hone ingest first.\n" : "";
        return start
                + String.format(
                        Locale.ROOT,
                        """
                        This was a dry run. The run would take %,d steps over %,d training prompts%s:
                          rollouts            %,d%s, at most %,d tokens
                          base weights        %s in each JVM
                          trained, optimizer  %s on the driver: values, gradient, two moments
                          keys and values     at most %s in each task that samples
                          reasoning           %s
                          memory at least     %s
                        """,
                        steps,
                        prompts,
                        remarkOnLength.map(remark -> " (" + remark + ")").orElse(""),
                        rollouts,
                        maxRollouts > rollouts ? String.format(Locale.ROOT, " to %,d", maxRollouts) : "",
                        maxSampledTokens,
                        megabytes(weightBytes),
                        megabytes(adapterBytes),
                        megabytes(cacheBytes),
                        text(reasoning),
                        memory.verdict());
    }

    /** The same for a program. */
    public ObjectNode fields() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("training_prompts", prompts)
                .put("steps", steps)
                .put("rollouts", rollouts)
                .put("max_rollouts", maxRollouts)
                .put("max_sampled_tokens", maxSampledTokens)
                .put("base_weight_bytes", weightBytes)
                .put("trained_bytes", adapterBytes)
                .put("max_cache_bytes_per_task", cacheBytes)
                .put("min_heap_bytes", memory.heapBytes())
                .put("min_native_bytes", memory.nativeBytes())
                .put("memory", memory.verdict());
    }

    private static String text(ReasoningStyle reasoning) {
        return reasoning instanceof ReasoningStyle.Think think
                ? think.open() + " to " + think.close() + " is kept from rewards, "
                        + (think.limited() ? "at most " + think.maxThinkingTokens() + " tokens" : "without a budget")
                : "none looked for";
    }

    /** The training prompts of the table; none before ingest. */
    static List<PromptRow> trainingPrompts(JobSpec spec, Warehouse warehouse) {
        if (!warehouse.prompts().exists()) {
            return List.of();
        }
        String dataset = spec.ingest().map(ingest -> ingest.dataset()).orElse("default");
        long version = warehouse.prompts().version();
        return warehouse.prompts().prompts(version, dataset, Split.TRAIN);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }
}
