package dev.hone.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.math.sampling.SamplingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
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
        try (TorchPolicyModel model = new TorchPolicyModel(
                TinyModel.write(folder), EngineSettings.defaults(), NumberTokenizer.withoutEnd())) {
            SplittableRandom random = new SplittableRandom(41);
            int arrays = 0;
            long resident = 0;
            for (int i = 0; i < WARM_UP + ITERATIONS; i++) {
                iterate(model, i, random);
                if (i == WARM_UP) {
                    arrays = model.heldArrays();
                    resident = residentKib();
                }
            }
            assertThat(model.heldArrays()).isEqualTo(arrays);
            assertThat(residentKib() - resident)
                    .as("growth of resident memory, KiB")
                    .isLessThan(ALLOWED_GROWTH_KIB);
        }
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
