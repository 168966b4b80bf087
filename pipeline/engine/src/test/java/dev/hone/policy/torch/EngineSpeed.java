package dev.hone.policy.torch;

import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.ForwardPass;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.TinyModel;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.tokenizer.NumberTokenizer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints tokens a second on a model of the demo's size, or of the folder hone.speed.model; runs only where hone.speed is set, as
 * {@code -Dtest=EngineSpeed}.
 */
@EnabledIfSystemProperty(named = "hone.speed", matches = "true")
class EngineSpeed {

    private static final int PROMPTS = Integer.getInteger("hone.speed.prompts", 32);
    private static final int SAMPLES = 8;
    private static final int PROMPT_TOKENS = 80;
    private static final int NEW_TOKENS = 48;

    private static final AtomicLong CPU_NANOS = new AtomicLong();

    @TempDir
    private Path folder;

    @Test
    void aStepOfTheDemo() {
        int intraOp = Integer.getInteger("hone.speed.intraOp", 1);
        try (PolicyModel model = new TorchPolicyModel(
                directory(),
                new EngineSettings(Integer.getInteger("hone.speed.slots", 32), intraOp, 256, 2),
                NumberTokenizer.withoutEnd())) {
            List<AdapterKind> kinds = Boolean.getBoolean("hone.speed.lora")
                    ? List.of(AdapterKind.Lora.allLinear(16, 32))
                    : List.of(AdapterKind.Lora.allLinear(16, 32), new AdapterKind.AllParameters());
            for (AdapterKind kind : kinds) {
                measure(model, model.initialAdapter(kind, 1), Integer.getInteger("hone.speed.threads", 1));
            }
        }
    }

    private ModelDirectory directory() {
        String given = System.getProperty("hone.speed.model", "");
        return given.isEmpty() ? TinyModel.write(folder) : ModelDirectory.open(Path.of(given));
    }

    private static void measure(PolicyModel model, Adapter adapter, int threads) {
        for (int repeat = 0; repeat < 3; repeat++) {
            List<List<PromptToSample>> units = units(threads);
            long start = System.nanoTime();
            CPU_NANOS.set(0);
            List<CompletableFuture<List<TrainingGroup>>> runs = units.stream()
                    .map(unit -> CompletableFuture.supplyAsync(counted(() -> sample(model, adapter, unit))))
                    .toList();
            List<List<TrainingGroup>> groups =
                    runs.stream().map(CompletableFuture::join).toList();
            double sampling = (System.nanoTime() - start) / 1e9;
            double samplingCpu = CPU_NANOS.getAndSet(0) / 1e9;
            start = System.nanoTime();
            groups.stream()
                    .map(part -> CompletableFuture.supplyAsync(counted(() -> {
                        part.forEach(group -> train(model, adapter, group));
                        return part;
                    })))
                    .toList()
                    .forEach(CompletableFuture::join);
            double training = (System.nanoTime() - start) / 1e9;
            int tokens = PROMPTS * SAMPLES * NEW_TOKENS;
            System.out.printf(
                    "%s, %d threads: sampling %.2f s (%.2f s CPU, %.0f tokens per CPU second),"
                            + " forward and backward %.2f s (%.2f s CPU, %.0f tokens per CPU second)%n",
                    adapter.kind().getClass().getSimpleName(),
                    threads,
                    sampling,
                    samplingCpu,
                    tokens / samplingCpu,
                    training,
                    CPU_NANOS.get() / 1e9,
                    (tokens + PROMPTS * PROMPT_TOKENS) / (CPU_NANOS.get() / 1e9));
        }
    }

    /** Adds the CPU time of the work's thread, which other load on the machine does not change much. */
    private static <T> Supplier<T> counted(Supplier<T> work) {
        return () -> {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            T result = work.get();
            CPU_NANOS.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
            return result;
        };
    }

    private static List<List<PromptToSample>> units(int count) {
        SplittableRandom random = new SplittableRandom(3);
        List<List<PromptToSample>> units = new ArrayList<>();
        for (int u = 0; u < count; u++) {
            List<PromptToSample> unit = new ArrayList<>();
            for (int p = 0; p < PROMPTS / count; p++) {
                unit.add(new PromptToSample(
                        random.ints(PROMPT_TOKENS, 3, 512).toArray(),
                        random.longs(SAMPLES).toArray()));
            }
            units.add(unit);
        }
        return units;
    }

    private static List<TrainingGroup> sample(PolicyModel model, Adapter adapter, List<PromptToSample> unit) {
        List<List<SampledCompletion>> sampled = model.sample(adapter, unit, SamplingSettings.plain(1, NEW_TOKENS));
        List<TrainingGroup> groups = new ArrayList<>();
        for (int p = 0; p < unit.size(); p++) {
            groups.add(new TrainingGroup(
                    unit.get(p).promptTokenIds(),
                    sampled.get(p).stream().map(SampledCompletion::tokenIds).toArray(int[][]::new)));
        }
        return groups;
    }

    private static void train(PolicyModel model, Adapter adapter, TrainingGroup group) {
        try (ForwardPass pass = model.forward(adapter, group, 1)) {
            float[][] weights = pass.logprobs();
            Arrays.stream(weights).forEach(row -> Arrays.fill(row, 1e-3f));
            pass.backward(weights);
        }
    }
}
