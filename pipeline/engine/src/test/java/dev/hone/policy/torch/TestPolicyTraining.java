package dev.hone.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hone.error.ConfigException;
import dev.hone.error.ModelException;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.Fixtures;
import dev.hone.policy.ForwardPass;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.PeftAdapter;
import dev.hone.policy.checkpoint.FloatTensor;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.tokenizer.NumberTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Gradients, entropies, shared prompts and adapters of a training forward pass. */
class TestPolicyTraining {

    private static TorchPolicyModel model;
    private static TorchPolicyModel untied;
    private static Adapter adapter;

    @BeforeAll
    static void open() {
        EngineSettings settings = new EngineSettings(8, 1, 7, 2);
        model = new TorchPolicyModel(
                ModelDirectory.open(Fixtures.path("models/llama-tied")), settings, NumberTokenizer.withoutEnd());
        untied = new TorchPolicyModel(
                ModelDirectory.open(Fixtures.path("models/llama-v5-config")), settings, NumberTokenizer.withoutEnd());
        adapter = PeftAdapter.read(Fixtures.path("models/llama-tied/adapter"));
    }

    @AfterAll
    static void close() {
        if (model != null) {
            model.close();
            untied.close();
        }
    }

    @Test
    void aGroupWithASharedPromptGivesTheSumOfItsCompletionsAlone() {
        TrainingGroup group = group(21, 9, 6, 1, 13, 6, 2);
        float[][] weights = weights(group, 22);
        SortedMap<String, float[]> sums = new TreeMap<>();
        for (int g = 0; g < weights.length; g++) {
            TrainingGroup alone =
                    new TrainingGroup(group.promptTokenIds(), new int[][] {group.completionTokenIds()[g]});
            try (ForwardPass together = model.forward(adapter, group, 0.8);
                    ForwardPass pass = model.forward(adapter, alone, 0.8)) {
                assertThat(pass.logprobs()[0]).containsExactly(together.logprobs()[g], within(1e-4f));
                assertThat(pass.entropies()[0]).containsExactly(together.entropies()[g], within(1e-4f));
                pass.backward(new float[][] {weights[g]}).forEach((name, values) -> add(sums, name, values));
            }
        }
        requireClose(gradients(model, adapter, group, weights, 0.8), sums, 1e-4f);
    }

    @Test
    void completionsOfOneTokenNeedOnlyThePrompt() {
        TrainingGroup group = group(23, 5, 1, 1);
        float[][] logprobs = model.logprobs(adapter, group, 1);
        assertThat(logprobs).hasDimensions(2, 1);
        assertThat(gradients(model, adapter, group, weights(group, 24), 1)).hasSize(42);
    }

    @Test
    void theGradientOfAllParametersIsTheSlopeOfTheLogProbabilities() {
        for (TorchPolicyModel any : List.of(model, untied)) {
            Adapter all = any.initialAdapter(new AdapterKind.AllParameters(), 0);
            TrainingGroup group = group(25, 6, 5, 3);
            float[][] weights = weights(group, 26);
            SortedMap<String, float[]> gradients = gradients(any, all, group, weights, 1);
            assertThat(gradients.keySet()).isEqualTo(all.tensors().keySet());
            for (String name : List.of(
                    all.tensors().containsKey("lm_head.weight") ? "lm_head.weight" : "model.embed_tokens.weight",
                    "model.embed_tokens.weight",
                    "model.norm.weight",
                    "model.layers.1.self_attn.k_proj.weight",
                    "model.layers.0.input_layernorm.weight")) {
                requireSlope(any, all, group, weights, name, gradients.get(name));
            }
        }
    }

    @Test
    void theGradientOfTheEntropiesIsTheirSlope() {
        for (TorchPolicyModel any : List.of(model, untied)) {
            Adapter all = any.initialAdapter(new AdapterKind.AllParameters(), 0);
            TrainingGroup group = group(35, 6, 5, 3);
            float[][] weights = weights(group, 36);
            float[][] none = new float[][] {new float[5], new float[3]};
            SortedMap<String, float[]> found;
            try (ForwardPass pass = any.forward(all, group, 0.7)) {
                found = pass.backward(none, Optional.of(weights));
            }
            for (String name : List.of(
                    all.tensors().containsKey("lm_head.weight") ? "lm_head.weight" : "model.embed_tokens.weight",
                    "model.norm.weight",
                    "model.layers.1.mlp.up_proj.weight")) {
                float[] gradient = found.get(name);
                double square = 0;
                for (float value : gradient) {
                    square += (double) value * value;
                }
                double step = 5e-3 / Math.sqrt(square);
                double up = entropy(any, moved(all, name, gradient, step), group, weights);
                double down = entropy(any, moved(all, name, gradient, -step), group, weights);
                assertThat((up - down) / (2 * step)).as(name).isCloseTo(square, within(0.02 * square));
            }
        }
    }

    @Test
    void gradientsOfLogProbabilitiesAndEntropiesAddUp() {
        TrainingGroup group = group(37, 4, 6, 2);
        float[][] weights = weights(group, 38);
        float[][] spread = weights(group, 39);
        float[][] none = new float[][] {new float[6], new float[2]};
        SortedMap<String, float[]> sum = new TreeMap<>();
        gradients(model, adapter, group, weights, 1).forEach((name, values) -> add(sum, name, values));
        try (ForwardPass alone = model.forward(adapter, group, 1);
                ForwardPass both = model.forward(adapter, group, 1)) {
            alone.backward(none, Optional.of(spread)).forEach((name, values) -> add(sum, name, values));
            requireClose(both.backward(weights, Optional.of(spread)), sum, 1e-5f);
        }
    }

    private static double entropy(TorchPolicyModel any, Adapter all, TrainingGroup group, float[][] weights) {
        try (ForwardPass pass = any.forward(all, group, 0.7)) {
            float[][] entropies = pass.entropies();
            double sum = 0;
            for (int g = 0; g < weights.length; g++) {
                for (int t = 0; t < weights[g].length; t++) {
                    sum += (double) weights[g][t] * entropies[g][t];
                }
            }
            return sum;
        }
    }

    /** Compares the slope along the gradient with its squared norm. */
    private static void requireSlope(
            TorchPolicyModel any, Adapter all, TrainingGroup group, float[][] weights, String name, float[] gradient) {
        double square = 0;
        for (float value : gradient) {
            square += (double) value * value;
        }
        double step = 2e-3 / Math.sqrt(square);
        double up = objective(any, moved(all, name, gradient, step), group, weights);
        double down = objective(any, moved(all, name, gradient, -step), group, weights);
        assertThat((up - down) / (2 * step)).as(name).isCloseTo(square, within(0.02 * square));
    }

    @Test
    void allParametersStartAsTheBaseAndAFreshLoraAddsNothing() {
        Adapter all = model.initialAdapter(new AdapterKind.AllParameters(), 0);
        Adapter lora = model.initialAdapter(AdapterKind.Lora.allLinear(16, 32), 5);
        TrainingGroup group = group(27, 8, 9, 4);
        float[][] base = model.logprobs(all, group, 1);
        float[][] fresh = model.logprobs(lora, group, 1);
        for (int g = 0; g < base.length; g++) {
            assertThat(fresh[g]).containsExactly(base[g], within(1e-5f));
        }
        assertThat(model.initialAdapter(AdapterKind.Lora.allLinear(16, 32), 5).sha256())
                .isEqualTo(lora.sha256());
        assertThat(model.initialAdapter(AdapterKind.Lora.allLinear(16, 32), 6).sha256())
                .isNotEqualTo(lora.sha256());
        assertThat(lora.tensors().values().stream()
                        .mapToInt(tensor -> tensor.values().length)
                        .sum())
                .isEqualTo(3 * 16 * (64 * 10 + 32 * 2 + 128 * 3 - 64));
    }

    @Test
    void someLinearLayersCanBeAdaptedAlone() {
        Adapter some = model.initialAdapter(new AdapterKind.Lora(2, 4, Set.of("q_proj", "v_proj")), 1);
        TrainingGroup group = group(28, 4, 4);
        assertThat(gradients(model, some, group, weights(group, 1), 1)).hasSize(12);
        assertThatThrownBy(() -> model.initialAdapter(new AdapterKind.Lora(2, 4, Set.of("q_proj", "lm_head")), 1))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("[lm_head]");
    }

    @Test
    void anAdapterOfAnotherModelIsRefused() {
        assertThatThrownBy(() -> untied.logprobs(adapter, group(29, 3, 3), 1))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("does not fit the model");
    }

    @Test
    void twoThreadsGetTheGradientsOfOne() {
        TrainingGroup group = group(30, 12, 10, 7, 9);
        float[][] weights = weights(group, 31);
        SortedMap<String, float[]> expected = gradients(model, adapter, group, weights, 1);
        List<CompletableFuture<SortedMap<String, float[]>>> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            runs.add(CompletableFuture.supplyAsync(() -> gradients(model, adapter, group, weights, 1)));
        }
        runs.forEach(run -> requireClose(run.join(), expected, 0));
    }

    @Test
    void backwardMayBeCalledOnceAndWantsTheShapeOfTheCompletions() {
        TrainingGroup group = group(32, 3, 4);
        try (ForwardPass pass = model.forward(adapter, group, 1)) {
            assertThatThrownBy(() -> pass.backward(new float[][] {new float[3]}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        try (ForwardPass pass = model.forward(adapter, group, 1)) {
            pass.backward(weights(group, 33));
            assertThatThrownBy(() -> pass.backward(weights(group, 33))).isInstanceOf(IllegalStateException.class);
        }
    }

    private static double objective(TorchPolicyModel any, Adapter all, TrainingGroup group, float[][] weights) {
        float[][] logprobs = any.logprobs(all, group, 1);
        double sum = 0;
        for (int g = 0; g < weights.length; g++) {
            for (int t = 0; t < weights[g].length; t++) {
                sum += (double) weights[g][t] * logprobs[g][t];
            }
        }
        return sum;
    }

    private static Adapter moved(Adapter all, String name, float[] direction, double step) {
        SortedMap<String, FloatTensor> tensors = new TreeMap<>(all.tensors());
        FloatTensor tensor = tensors.get(name);
        float[] values = tensor.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (step * direction[i]);
        }
        tensors.put(name, new FloatTensor(tensor.shape(), values));
        return new Adapter(all.kind(), tensors);
    }

    private static SortedMap<String, float[]> gradients(
            PolicyModel any, Adapter trained, TrainingGroup group, float[][] weights, double temperature) {
        try (ForwardPass pass = any.forward(trained, group, temperature)) {
            return pass.backward(weights);
        }
    }

    private static TrainingGroup group(long seed, int promptTokens, int... lengths) {
        SplittableRandom random = new SplittableRandom(seed);
        int[][] completions = Arrays.stream(lengths)
                .mapToObj(length -> random.ints(length, 0, 384).toArray())
                .toArray(int[][]::new);
        return new TrainingGroup(random.ints(promptTokens, 0, 384).toArray(), completions);
    }

    private static float[][] weights(TrainingGroup group, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] weights = new float[group.completionTokenIds().length][];
        for (int g = 0; g < weights.length; g++) {
            weights[g] = new float[group.completionTokenIds()[g].length];
            for (int t = 0; t < weights[g].length; t++) {
                weights[g][t] = (float) (random.nextDouble() - 0.5) / 10;
            }
        }
        return weights;
    }

    private static void requireClose(
            SortedMap<String, float[]> found, SortedMap<String, float[]> expected, float tolerance) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach(
                (name, values) -> assertThat(values).as(name).containsExactly(expected.get(name), within(tolerance)));
    }

    private static void add(SortedMap<String, float[]> sums, String key, float[] values) {
        float[] sum = sums.computeIfAbsent(key, name -> new float[values.length]);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }
}
