package dev.hone.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.Fixtures;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.tokenizer.NumberTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A real model of 135 M parameters, in the directory that the system property hone.smollm2 names (shared/models/smollm2.py makes it);
 * skipped without it. Takes about a minute on one core.
 */
class TestSmolLm2 {

    private static final int NEW_TOKENS = 32;
    private static final float TOLERANCE = 2e-4f;

    @Test
    void greedyDecodingAndLogProbabilitiesAreTheReferences() {
        String directory = System.getProperty("hone.smollm2", "");
        assumeTrue(!directory.isEmpty(), "skipped: set hone.smollm2 to the directory of SmolLM2-135M-Instruct");
        JsonNode cases = Fixtures.json("smollm2-135m/expected.json").get("greedy");
        try (PolicyModel model = PolicyModels.load(
                ModelDirectory.open(Path.of(directory)), EngineSettings.defaults(), NumberTokenizer.withoutEnd())) {
            Adapter none = model.initialAdapter(AdapterKind.Lora.allLinear(1, 1), 1);
            List<PromptToSample> unit = new ArrayList<>();
            cases.forEach(node -> unit.add(new PromptToSample(Fixtures.ints(node.get("ids")), new long[] {1})));
            List<List<SampledCompletion>> sampled = model.sample(none, unit, SamplingSettings.greedy(NEW_TOKENS));
            for (int p = 0; p < unit.size(); p++) {
                JsonNode expected = cases.get(p);
                SampledCompletion found = sampled.get(p).get(0);
                assertThat(found.tokenIds()).containsExactly(Fixtures.ints(expected.get("greedy_tokens")));
                float[] logprobs = Fixtures.floats(expected.get("logprobs"));
                assertThat(found.logprobs()).containsExactly(logprobs, within(TOLERANCE));
                TrainingGroup group = new TrainingGroup(unit.get(p).promptTokenIds(), new int[][] {found.tokenIds()});
                assertThat(model.logprobs(none, group, 1)[0]).containsExactly(logprobs, within(TOLERANCE));
            }
        }
    }
}
