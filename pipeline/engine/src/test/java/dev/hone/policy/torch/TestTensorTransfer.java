package dev.hone.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.ForwardPass;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.TinyModel;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.checkpoint.FloatTensor;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.tokenizer.NumberTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tensors that are larger than a slice; with a slice of some elements what takes 2 GiB and more otherwise. */
class TestTensorTransfer {

    @TempDir
    private Path folder;

    @Test
    void aTensorComesBackAsItWasWhateverTheSlices() {
        try (NDManager manager = TorchRuntime.newManager(EngineSettings.defaults());
                TorchProgram program = TorchProgram.load(manager)) {
            TorchRuntime.prepareThread(EngineSettings.defaults());
            for (int[] shape : List.of(new int[] {7, 3}, new int[] {20}, new int[] {2, 5, 2}, new int[] {0})) {
                FloatTensor tensor = tensor(shape);
                for (int slice : new int[] {1, 2, 3, 7, 20, 21, 1000}) {
                    TensorTransfer transfer = new TensorTransfer(program, slice);
                    NDArray uploaded = transfer.upload(manager, tensor);
                    assertThat(uploaded.toFloatArray()).isEqualTo(tensor.values());
                    assertThat(transfer.download(uploaded)).isEqualTo(tensor.values());
                }
            }
        }
    }

    @Test
    void noMoreThanASliceIsReadAtOnce() {
        FloatTensor tensor = tensor(new int[] {50, 4});
        List<Integer> counts = new ArrayList<>();
        try (NDManager manager = TorchRuntime.newManager(EngineSettings.defaults());
                TorchProgram program = TorchProgram.load(manager)) {
            TensorTransfer transfer = new TensorTransfer(program, 30);
            transfer.uploadMatrix(manager, tensor.shape(), (first, count) -> {
                counts.add(count);
                return tensor.rows(first, count);
            });
        }
        assertThat(counts).containsExactly(7, 7, 7, 7, 7, 7, 7, 1);
    }

    @Test
    void aModelInSlicesSamplesAndLearnsTheSameBits() {
        ModelDirectory directory = TinyModel.write(folder);
        EngineSettings whole = EngineSettings.defaults();
        EngineSettings sliced = new EngineSettings(
                whole.decodeSlots(), whole.intraOpThreads(), whole.headChunkTokens(), whole.cachedAdapters(), 1000);
        try (TorchPolicyModel one = new TorchPolicyModel(directory, whole, NumberTokenizer.withoutEnd());
                TorchPolicyModel other = new TorchPolicyModel(directory, sliced, NumberTokenizer.withoutEnd())) {
            for (AdapterKind kind : List.of(new AdapterKind.AllParameters(), AdapterKind.Lora.allLinear(8, 16))) {
                Adapter adapter = one.initialAdapter(kind, 5);
                assertThat(tokens(other, adapter)).isEqualTo(tokens(one, adapter));
                SortedMap<String, float[]> gradients = gradients(one, adapter);
                gradients(other, adapter)
                        .forEach((name, gradient) ->
                                assertThat(gradient).as(name).isEqualTo(gradients.get(name)));
            }
        }
    }

    private static int[] tokens(PolicyModel model, Adapter adapter) {
        PromptToSample prompt = new PromptToSample(new int[] {3, 4, 5}, new long[] {1});
        return model.sample(adapter, List.of(prompt), SamplingSettings.plain(1, 20))
                .get(0)
                .get(0)
                .tokenIds();
    }

    private static SortedMap<String, float[]> gradients(PolicyModel model, Adapter adapter) {
        TrainingGroup group = new TrainingGroup(new int[] {3, 4, 5}, new int[][] {{6, 7, 8}, {9, 10}});
        try (ForwardPass pass = model.forward(adapter, group, 1)) {
            return pass.backward(new float[][] {{1, -2, 3}, {-1, 2}});
        }
    }

    private static FloatTensor tensor(int[] shape) {
        int size = 1;
        for (int axis : shape) {
            size *= axis;
        }
        float[] values = new float[size];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble();
        }
        return new FloatTensor(shape, values);
    }
}
