package dev.hone.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.Fixtures;
import dev.hone.policy.ForwardPass;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.PeftAdapter;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.checkpoint.SafetensorsFile;
import dev.hone.policy.tokenizer.NumberTokenizer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logits, log-probabilities, greedy tokens and gradients against transformers and PEFT, within the tolerances of the fixtures' README. */
class TestPolicyGolden {

    private static final float LOGIT_TOLERANCE = 2e-4f;
    private static final float GRADIENT_TOLERANCE = 1e-4f;
    private static final double LOSS_TOLERANCE = 1e-5;

    @ParameterizedTest
    @MethodSource("dev.hone.policy.Fixtures#models")
    void theBaseModelGivesTheReferenceNumbers(String name) {
        ModelDirectory directory = ModelDirectory.open(Fixtures.path("models/" + name));
        try (PolicyModel model =
                        new TorchPolicyModel(directory, EngineSettings.defaults(), NumberTokenizer.withoutEnd());
                LastLogits logits = new LastLogits(directory)) {
            Adapter none = model.initialAdapter(AdapterKind.Lora.allLinear(4, 8), 1);
            JsonNode expected = Fixtures.json("models/" + name + "/expected.json");
            for (JsonNode prompt : expected.get("prompts")) {
                requireNumbers(model, logits, none, prompt, prompt);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.hone.policy.Fixtures#models")
    void theAdapterGivesTheReferenceNumbersAndGradients(String name) {
        ModelDirectory directory = ModelDirectory.open(Fixtures.path("models/" + name));
        Adapter adapter = PeftAdapter.read(Fixtures.path("models/" + name + "/adapter"));
        JsonNode expected = Fixtures.json("models/" + name + "/expected.json");
        try (PolicyModel model =
                        new TorchPolicyModel(directory, EngineSettings.defaults(), NumberTokenizer.withoutEnd());
                LastLogits logits = new LastLogits(directory)) {
            SortedMap<String, float[]> gradients = new TreeMap<>();
            double loss = 0;
            int tokens = expected.at("/loss/completion_tokens").intValue();
            for (JsonNode prompt : expected.get("prompts")) {
                requireNumbers(model, logits, adapter, prompt, prompt.get("adapter"));
                float[] weights = Fixtures.floats(prompt.get("completion_weights"));
                for (int t = 0; t < weights.length; t++) {
                    weights[t] /= -tokens;
                }
                try (ForwardPass pass = model.forward(adapter, group(prompt), 1)) {
                    for (int t = 0; t < weights.length; t++) {
                        loss += (double) weights[t] * pass.logprobs()[0][t];
                    }
                    pass.backward(new float[][] {weights}).forEach((key, value) -> add(gradients, key, value));
                }
            }
            assertThat(loss).isCloseTo(expected.at("/loss/value").doubleValue(), within(LOSS_TOLERANCE));
            requireGradients(name, gradients);
        }
    }

    private static void requireNumbers(
            PolicyModel model, LastLogits logits, Adapter adapter, JsonNode prompt, JsonNode expected) {
        int[] ids = Fixtures.ints(prompt.get("input_ids"));
        assertThat(logits.of(adapter, ids))
                .as("logits")
                .containsExactly(Fixtures.floats(expected.get("last_logits")), within(LOGIT_TOLERANCE));
        assertThat(model.logprobs(adapter, group(prompt), 1)[0])
                .as("log-probabilities")
                .containsExactly(Fixtures.floats(expected.get("completion_logprobs")), within(LOGIT_TOLERANCE));
        int[] greedy = Fixtures.ints(expected.get("greedy_tokens"));
        List<List<SampledCompletion>> sampled = model.sample(
                adapter, List.of(new PromptToSample(ids, new long[] {7})), SamplingSettings.greedy(greedy.length));
        assertThat(sampled.get(0).get(0).tokenIds()).as("greedy tokens").containsExactly(greedy);
    }

    private static void requireGradients(String name, Map<String, float[]> gradients) {
        SafetensorsFile file = SafetensorsFile.open(Fixtures.path("models/" + name + "/adapter_grads.safetensors"));
        assertThat(gradients.keySet()).isEqualTo(file.names());
        gradients.forEach((key, gradient) ->
                assertThat(gradient).as(key).containsExactly(file.read(key).values(), within(GRADIENT_TOLERANCE)));
    }

    private static TrainingGroup group(JsonNode prompt) {
        return new TrainingGroup(
                Fixtures.ints(prompt.get("input_ids")), new int[][] {Fixtures.ints(prompt.get("completion_ids"))});
    }

    private static void add(SortedMap<String, float[]> sums, String key, float[] values) {
        float[] sum = sums.computeIfAbsent(key, name -> new float[values.length]);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }
}
