package dev.hone.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.advantage.GroupAdvantages;
import dev.hone.math.objective.Objective;
import dev.hone.math.sampling.KlSampling;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.math.sampling.UniformNumbers;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.TrainingState;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.tokenizer.HuggingFacePolicyTokenizer;
import dev.hone.policy.torch.PolicyModels;
import dev.hone.settings.MismatchGate;
import dev.hone.settings.UpdateSettings;
import dev.hone.settings.run.UpdatePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The update on the real engine with the demo policy: its gate, its determinism, its effect. */
class TestUpdateOnEngine {

    private static final int SAMPLES = 6;
    private static final int MAX_TOKENS = 12;
    private static final double TEMPERATURE = 0.9;
    private static final Set<String> ALL_LINEAR =
            Set.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    private static PolicyModel model;
    private static TrainingState start;
    private static UpdateBatch batch;

    @BeforeAll
    static void open() {
        Path demo = Path.of(System.getProperty("hone.repository", ".."), "conf", "demo-policy");
        model = PolicyModels.load(
                ModelDirectory.open(demo), EngineSettings.defaults(), HuggingFacePolicyTokenizer.load(demo));
        Adapter adapter = model.initialAdapter(new AdapterKind.Lora(8, 16, ALL_LINEAR), 3);
        start = TrainingState.initial(adapter);
        batch = batch(adapter);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void theGatePassesAndTheBytesDoNotDependOnThreads() {
        UpdatePolicy.Result one = update(256, 1, 1);
        UpdatePolicy.Result three = update(256, 3, 1);
        assertThat(one.metrics().get("sampling/sampling_logp_difference/max")).isLessThan(1e-3);
        assertThat(one.state().adapter().sha256()).isNotEqualTo(start.adapter().sha256());
        assertThat(three.state().adapter().sha256())
                .isEqualTo(one.state().adapter().sha256());
        assertThat(three.metrics()).isEqualTo(one.metrics());
    }

    @Test
    void smallMicroBatchesGiveTheSameGradient() {
        UpdatePolicy.Result whole = update(100_000, 1, 1);
        UpdatePolicy.Result cut = update(1, 2, 1);
        double norm = whole.metrics().get("grad_norm");
        assertThat(cut.metrics().get("grad_norm")).isCloseTo(norm, within(1e-4 * norm));
        assertThat(cut.metrics().get("policy_loss")).isCloseTo(whole.metrics().get("policy_loss"), within(1e-5));
    }

    @Test
    void updatesRaiseWhatWasBetterThanItsGroupUntilClippingActs() {
        UpdatePolicy.Result result = update(512, 2, 6);
        double before = 0;
        double after = 0;
        for (UpdateGroup group : batch.groups()) {
            before += weighted(group, start.adapter());
            after += weighted(group, result.state().adapter());
        }
        assertThat(after).isGreaterThan(before);
        assertThat(result.metrics().get("clip_ratio/region_mean")).isPositive();
        assertThat(result.metrics().get("kl_to_old")).isPositive();
    }

    @Test
    void supervisedStepsLowerTheLoss() {
        List<TrainingGroup> examples = batch.groups().stream()
                .map(group -> new TrainingGroup(
                        group.promptTokenIds(),
                        new int[][] {group.samples().get(0).tokenIds()}))
                .toList();
        SupervisedUpdate update = new SupervisedUpdate(model, Steps.optimizer(1e-3, 256), 2, 1);
        SupervisedUpdate.Result first = update.execute(1, examples, start);
        SupervisedUpdate.Result last = first;
        for (int step = 2; step <= 10; step++) {
            last = update.execute(step, examples, last.state());
        }
        assertThat(last.loss()).isLessThan(first.loss());
    }

    private static UpdatePolicy.Result update(int microBatchTokens, int threads, int updates) {
        UpdateSettings settings = Steps.settings(
                Objective.GRPO.settings().loss(MAX_TOKENS),
                Steps.optimizer(1e-2, microBatchTokens),
                TEMPERATURE,
                updates,
                false);
        UpdatePlan plan = new UpdatePlan(threads, new KlSampling(0.5, 0), MismatchGate.of("float32"));
        return new UpdatePolicy(model, settings, plan, 1).execute(1, batch, start, start.adapter());
    }

    /** Sum over completions of advantage times log-probability. */
    private static double weighted(UpdateGroup group, Adapter adapter) {
        float[][] logprobs = model.logprobs(adapter, group.trainingGroup(), TEMPERATURE);
        double sum = 0;
        for (int g = 0; g < logprobs.length; g++) {
            for (float logprob : logprobs[g]) {
                sum += group.samples().get(g).advantage() * logprob;
            }
        }
        return sum;
    }

    /** Four prompts of plain text; a completion is the better the shorter its text is. */
    private static UpdateBatch batch(Adapter adapter) {
        List<UpdateGroup> groups = new ArrayList<>();
        for (String text : List.of("The printer is", "Please reset", "Invoice 42", "I cannot log")) {
            int[] prompt = model.tokenizer().encode(text);
            long[] seeds = new long[SAMPLES];
            Arrays.setAll(seeds, g -> UniformNumbers.completionSeed(5, 1, text, g));
            List<SampledCompletion> completions = model.sample(
                            adapter,
                            List.of(new PromptToSample(prompt, seeds)),
                            SamplingSettings.plain(TEMPERATURE, MAX_TOKENS))
                    .get(0);
            double[] rewards =
                    completions.stream().mapToDouble(c -> -c.text().length()).toArray();
            double[] advantages =
                    GroupAdvantages.of(AdvantageKind.GRPO, new double[][] {rewards}, new int[0][], 1e-4)[0];
            List<UpdateSample> samples = new ArrayList<>();
            for (int g = 0; g < SAMPLES; g++) {
                samples.add(new UpdateSample(completions.get(g), adapter.sha256(), advantages[g], 1));
            }
            groups.add(new UpdateGroup(text, prompt, samples));
        }
        return new UpdateBatch(groups);
    }
}
