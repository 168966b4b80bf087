package dev.hone.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.Fixtures;
import dev.hone.policy.ForwardPass;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterInit;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.PeftAdapter;
import dev.hone.policy.checkpoint.FloatTensor;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.tokenizer.NumberTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sampling with shared prompts and refilled slots, training with a shared prompt and padding, and one sequence alone give the same numbers
 * on every architecture; with windows that are shorter and longer than prompts, in all layers and in some.
 */
class TestArchitectureAgreement {

    private static final float TOLERANCE = 1e-4f;
    private static final int VOCABULARY = 384;
    private static final EngineSettings FEW_SLOTS = new EngineSettings(3, 1, 7, 2);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mistral | {}",
                "mistral | {'sliding_window': 1}",
                "qwen2   | {}",
                "qwen2   | {'use_sliding_window': true, 'max_window_layers': 1}",
                "qwen3   | {}",
                "qwen3   | {'use_sliding_window': true, 'sliding_window': 5, 'layer_types':"
                        + " ['sliding_attention', 'full_attention', 'sliding_attention']}",
                "phi3    | {}",
                "phi3    | {'sliding_window': 9}"
            })
    void samplerTrainerAndASequenceAloneAgree(String name, String changes) throws IOException {
        Adapter adapter = PeftAdapter.read(Fixtures.path("models/" + name + "/adapter"));
        ModelDirectory directory = checkpoint(name, changes);
        try (PolicyModel model = open(directory);
                LastLogits logits = new LastLogits(directory)) {
            List<PromptToSample> unit = unit();
            List<List<SampledCompletion>> sampled = model.sample(adapter, unit, SamplingSettings.plain(1, 24));
            for (int p = 0; p < unit.size(); p++) {
                int[] prompt = unit.get(p).promptTokenIds();
                TrainingGroup group = new TrainingGroup(
                        prompt,
                        sampled.get(p).stream().map(SampledCompletion::tokenIds).toArray(int[][]::new));
                float[][] trained = model.logprobs(adapter, group, 1);
                for (int g = 0; g < trained.length; g++) {
                    SampledCompletion one = sampled.get(p).get(g);
                    assertThat(trained[g]).containsExactly(one.logprobs(), within(TOLERANCE));
                    requireLastTokenOfASequenceAlone(logits, adapter, prompt, one);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mistral | {}",
                "qwen2   | {'use_sliding_window': true, 'max_window_layers': 1}",
                "qwen3   | {}",
                "phi3    | {'sliding_window': 9}"
            })
    void aGroupHasTheGradientsOfItsCompletionsAlone(String name, String changes) throws IOException {
        Adapter adapter = PeftAdapter.read(Fixtures.path("models/" + name + "/adapter"));
        SplittableRandom random = new SplittableRandom(51);
        int[][] completions = {tokens(random, 20), tokens(random, 1), tokens(random, 7)};
        int[] prompt = tokens(random, 13);
        try (PolicyModel model = open(checkpoint(name, changes))) {
            SortedMap<String, float[]> sums = new TreeMap<>();
            for (int[] completion : completions) {
                gradients(model, adapter, prompt, completion).forEach((key, values) -> add(sums, key, values));
            }
            SortedMap<String, float[]> together = gradients(model, adapter, prompt, completions);
            assertThat(together.keySet()).isEqualTo(sums.keySet());
            together.forEach(
                    (key, values) -> assertThat(values).as(key).containsExactly(sums.get(key), within(TOLERANCE)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "qwen2, model.layers.1.self_attn.k_proj.bias",
        "qwen3, model.layers.1.self_attn.q_norm.weight",
        "qwen3, model.layers.2.self_attn.k_norm.weight",
        "phi3, model.layers.1.self_attn.qkv_proj.weight",
        "phi3, model.layers.0.mlp.gate_up_proj.weight",
        "mistral, model.layers.0.self_attn.v_proj.weight"
    })
    void theGradientOfAWholeTensorIsTheSlope(String name, String tensor) throws IOException {
        SplittableRandom random = new SplittableRandom(52);
        int[] prompt = tokens(random, 18);
        int[] completion = tokens(random, 9);
        try (PolicyModel model = open(checkpoint(name, "{}"))) {
            Adapter all = model.initialAdapter(new AdapterKind.AllParameters(), 0);
            float[] gradient = gradients(model, all, prompt, completion).get(tensor);
            double square = 0;
            for (float value : gradient) {
                square += (double) value * value;
            }
            double step = 2e-3 / Math.sqrt(square);
            double up = sum(model, moved(all, tensor, gradient, step), prompt, completion);
            double down = sum(model, moved(all, tensor, gradient, -step), prompt, completion);
            assertThat((up - down) / (2 * step)).isCloseTo(square, within(0.02 * square));
        }
    }

    @Test
    void aWindowInSomeLayersChangesTheNumbersOfLongTextsOnly() throws IOException {
        int[] ids = tokens(new SplittableRandom(53), 12);
        int[] few = Arrays.copyOf(ids, 8);
        ModelDirectory directory = checkpoint("qwen2", "{}");
        Adapter none = AdapterInit.lora(directory.config(), AdapterKind.Lora.allLinear(1, 1), 1);
        try (LastLogits whole = new LastLogits(directory);
                LastLogits windowed =
                        new LastLogits(checkpoint("qwen2", "{'use_sliding_window': true, 'max_window_layers': 1}"))) {
            assertThat(windowed.of(none, few)).containsExactly(whole.of(none, few), within(TOLERANCE));
            assertThat(windowed.of(none, ids)[0]).isNotCloseTo(whole.of(none, ids)[0], within(0.01f));
        }
    }

    /** The checkpoint with another configuration. */
    private ModelDirectory checkpoint(String name, String changes) throws IOException {
        Path source = Fixtures.path("models/" + name);
        ObjectNode config = (ObjectNode) JSON.readTree(Files.readAllBytes(source.resolve("config.json")));
        config.setAll((ObjectNode) JSON.readTree(changes.replace('\'', '"')));
        Path target = Files.createTempDirectory(folder, name);
        Files.writeString(target.resolve("config.json"), config.toString());
        Files.copy(source.resolve("model.safetensors"), target.resolve("model.safetensors"));
        return ModelDirectory.open(target);
    }

    private static PolicyModel open(ModelDirectory directory) {
        return new TorchPolicyModel(directory, FEW_SLOTS, NumberTokenizer.withoutEnd());
    }

    /** The prefill of prompt and all but the last token gives the last token's log-probability too. */
    private static void requireLastTokenOfASequenceAlone(
            LastLogits lastLogits, Adapter adapter, int[] prompt, SampledCompletion one) {
        int last = one.tokenIds().length - 1;
        int[] read = Arrays.copyOf(prompt, prompt.length + last);
        System.arraycopy(one.tokenIds(), 0, read, prompt.length, last);
        float[] logits = lastLogits.of(adapter, read);
        double total = 0;
        for (float logit : logits) {
            total += Math.exp(logit);
        }
        double logprob = logits[one.tokenIds()[last]] - Math.log(total);
        assertThat((double) one.logprobs()[last]).isCloseTo(logprob, within((double) TOLERANCE));
    }

    private static List<PromptToSample> unit() {
        SplittableRandom random = new SplittableRandom(50);
        List<PromptToSample> unit = new ArrayList<>();
        for (int length : new int[] {1, 30, 4, 15}) {
            unit.add(new PromptToSample(tokens(random, length), random.longs(4).toArray()));
        }
        return unit;
    }

    private static int[] tokens(SplittableRandom random, int count) {
        return random.ints(count, 0, VOCABULARY).toArray();
    }

    /** Gradients of the sum of all log-probabilities / 10. */
    private static SortedMap<String, float[]> gradients(
            PolicyModel model, Adapter adapter, int[] prompt, int[]... completions) {
        float[][] weights = new float[completions.length][];
        for (int g = 0; g < weights.length; g++) {
            weights[g] = new float[completions[g].length];
            Arrays.fill(weights[g], 0.1f);
        }
        try (ForwardPass pass = model.forward(adapter, new TrainingGroup(prompt, completions), 1)) {
            return pass.backward(weights);
        }
    }

    private static double sum(PolicyModel model, Adapter adapter, int[] prompt, int[] completion) {
        double sum = 0;
        for (float logprob : model.logprobs(adapter, new TrainingGroup(prompt, new int[][] {completion}), 1)[0]) {
            sum += 0.1 * logprob;
        }
        return sum;
    }

    private static Adapter moved(Adapter all, String name, float[] direction, double step) {
        SortedMap<String, FloatTensor> tensors = new TreeMap<>(all.tensors());
        float[] values = tensors.get(name).values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (step * direction[i]);
        }
        tensors.put(name, new FloatTensor(tensors.get(name).shape(), values));
        return new Adapter(all.kind(), tensors);
    }

    private static void add(Map<String, float[]> sums, String key, float[] values) {
        float[] sum = sums.computeIfAbsent(key, name -> new float[values.length]);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }
}
