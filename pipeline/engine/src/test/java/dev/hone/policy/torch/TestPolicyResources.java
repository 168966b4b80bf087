package dev.hone.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
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
import dev.hone.policy.tokenizer.NumberTokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory stays where it is over hundreds of steps with changing shapes and adapters. */
class TestPolicyResources {

    private static final int WARM_UP = 60;
    private static final int ITERATIONS = 240;
    private static final long ALLOWED_GROWTH_KIB = 48 * 1024;

    @TempDir
    private Path folder;

    @Test
    void samplingAndTrainingWithEverNewAdaptersDoNotGrow() throws IOException {
        NDManager manager = TorchRuntime.newManager(EngineSettings.defaults());
        try (PolicyModel model = open(manager)) {
            SplittableRandom random = new SplittableRandom(41);
            int arrays = 0;
            long resident = 0;
            for (int i = 0; i < WARM_UP + ITERATIONS; i++) {
                iterate(model, i, random);
                if (i == WARM_UP) {
                    arrays = manager.getManagedArrays().size();
                    resident = residentKib();
                }
            }
            assertThat(manager.getManagedArrays().size()).isEqualTo(arrays);
            assertThat(residentKib() - resident)
                    .as("growth of resident memory, KiB")
                    .isLessThan(ALLOWED_GROWTH_KIB);
        }
    }

    @Test
    void aCancelledUnitEndsAtItsNextTokenAndFreesItsMemory() {
        NDManager manager = TorchRuntime.newManager(EngineSettings.defaults());
        try (PolicyModel model = open(manager)) {
            Adapter adapter = model.initialAdapter(AdapterKind.Lora.allLinear(8, 16), 1);
            List<PromptToSample> unit = List.of(new PromptToSample(new int[] {3, 4, 5}, new long[] {1, 2}));
            model.sample(adapter, unit, SamplingSettings.plain(1, 2));
            int arrays = manager.getManagedArrays().size();
            AtomicInteger asked = new AtomicInteger();
            assertThatThrownBy(() -> model.sample(
                            adapter, unit, SamplingSettings.plain(1, 900), () -> asked.incrementAndGet() > 7))
                    .isInstanceOf(CancellationException.class);
            assertThat(asked).hasValue(8);
            assertThat(manager.getManagedArrays().size()).isEqualTo(arrays);
        }
    }

    @Test
    void aTrainedEmbeddingHasTheSameGradientWhateverIsCollectedBeforeTheBackwardPass() throws IOException {
        try (PolicyModel model = open(TorchRuntime.newManager(EngineSettings.defaults()))) {
            Adapter all = model.initialAdapter(new AdapterKind.AllParameters(), 0);
            TrainingGroup group = new TrainingGroup(new int[] {3, 4, 5}, new int[][] {{6, 7, 8}, {9, 10}});
            float[][] weights = {{1, -2, 3}, {-1, 2}};
            SortedMap<String, float[]> undisturbed;
            try (ForwardPass pass = model.forward(all, group, 1)) {
                undisturbed = pass.backward(weights);
            }
            try (ForwardPass pass = model.forward(all, group, 1)) {
                collectBuffersAndFillTheirMemory(undisturbed.size());
                pass.backward(weights)
                        .forEach((name, gradient) ->
                                assertThat(gradient).as(name).isEqualTo(undisturbed.get(name)));
            }
        }
    }

    private PolicyModel open(NDManager manager) {
        return new TorchPolicyModel(
                TinyModel.write(folder), EngineSettings.defaults(), NumberTokenizer.withoutEnd(), manager);
    }

    /** What the JVM's garbage collection does at any moment: memory of buffers that nothing refers to gets other contents. */
    private static void collectBuffersAndFillTheirMemory(int tensors) {
        List<ByteBuffer> others = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            System.gc();
            for (int i = 0; i < 10 * tensors; i++) {
                ByteBuffer other =
                        ByteBuffer.allocateDirect((1 + i % 8) * Long.BYTES).order(ByteOrder.nativeOrder());
                while (other.hasRemaining()) {
                    other.putLong(1);
                }
                others.add(other);
            }
        }
        assertThat(others).isNotEmpty();
    }

    private static void iterate(PolicyModel model, int seed, SplittableRandom random) {
        Adapter adapter = model.initialAdapter(AdapterKind.Lora.allLinear(8, 16), seed);
        int[] prompt = random.ints(1 + random.nextInt(40), 3, 512).toArray();
        List<SampledCompletion> sampled = model.sample(
                        adapter,
                        List.of(new PromptToSample(prompt, random.longs(4).toArray())),
                        SamplingSettings.plain(1, 1 + random.nextInt(20)))
                .get(0);
        TrainingGroup group = new TrainingGroup(
                prompt, sampled.stream().map(SampledCompletion::tokenIds).toArray(int[][]::new));
        model.logprobs(adapter, group, 1);
        try (ForwardPass pass = model.forward(adapter, group, 1)) {
            pass.backward(Arrays.stream(group.completionTokenIds())
                    .map(ids -> new float[ids.length])
                    .toArray(float[][]::new));
        }
    }

    private static long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
