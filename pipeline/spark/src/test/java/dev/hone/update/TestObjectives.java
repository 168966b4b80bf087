package dev.hone.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.Repository;
import dev.hone.config.SpecReader;
import dev.hone.math.advantage.AdvantageKind;
import dev.hone.math.advantage.GroupAdvantages;
import dev.hone.math.advantage.MultiRewardAdvantages;
import dev.hone.math.loss.LossBatch;
import dev.hone.math.loss.PolicyLoss;
import dev.hone.math.objective.Objective;
import dev.hone.math.optim.GradientClipping;
import dev.hone.math.sampling.KlSampling;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.math.sampling.UniformNumbers;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.ForwardPass;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.TrainingState;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.tokenizer.HuggingFacePolicyTokenizer;
import dev.hone.policy.torch.PolicyModels;
import dev.hone.settings.MismatchGate;
import dev.hone.settings.TrainSettings;
import dev.hone.settings.UpdateSettings;
import dev.hone.settings.run.UpdatePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every objective that a specification can name, on the demo policy: its update is that of the mathematics on the whole batch. */
class TestObjectives {

    private static final int SAMPLES = 4;
    private static final int MAX_TOKENS = 8;
    private static final List<String> PROMPTS = List.of("The printer is", "Please reset", "Invoice 42");
    private static final MismatchGate OPEN = new MismatchGate(10, 10);

    private static PolicyModel model;
    private static TrainingState start;
    private static Adapter reference;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        Path demo = Repository.demoPolicy();
        model = PolicyModels.load(
                ModelDirectory.open(demo), EngineSettings.defaults(), HuggingFacePolicyTokenizer.load(demo));
        start = TrainingState.initial(model.initialAdapter(new AdapterKind.Lora(4, 8, Set.of("q_proj", "up_proj")), 3));
        UpdateSettings plain = settings(Objective.GRPO.settings().loss(MAX_TOKENS), 100_000, 1);
        reference = update(plain, batch(AdvantageKind.GRPO)).state().adapter();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    static Stream<String> parts() {
        Stream<String> objectives =
                Arrays.stream(Objective.values()).map(objective -> "objective: " + objective.word());
        Stream<String> others = Stream.of(
                "dualClip: 1.01",
                "objective: cispo, ratioMin: 0.99, ratioMax: 1.01",
                "correction: none",
                "correction: mis, correctionMax: 1.1",
                "correction: icepop, correctionMin: 0.9",
                "correction: sequence_mask",
                "correction: sequence_truncate, correctionMax: 1.01",
                "correction: geometric_truncate, correctionMax: 1.01",
                "correction: geometric_mask",
                "offPolicyDelta: 0.01",
                "klCoefficient: 0.1, klEstimator: k1",
                "klCoefficient: 0.1, klEstimator: k2",
                "klCoefficient: 0.1, klEstimator: k3_corrected",
                "klCoefficient: 0.1, klEstimator: k3_value_k2_gradient",
                "klCoefficient: 0.1, klEstimator: k3_clamped",
                "advantage: batch_scaled",
                "advantage: rloo_normalized",
                "entropyCoefficient: 0.05, aggregation: constant");
        return Stream.concat(objectives.map(o -> o + ", klCoefficient: 0.1, entropyCoefficient: 0.05"), others);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parts")
    void anUpdateByNameIsThatOfTheMathematics(String keys) throws IOException {
        TrainSettings spec = spec(keys);
        PolicyLoss loss = spec.update().loss();
        UpdateBatch batch = batch(spec.advantage().kind());
        TrainingState once = update(settings(loss, 100_000, 1), batch).state();
        Pure first = pure(loss, batch, start.adapter());
        Pure second = pure(loss, batch, once.adapter());
        double value = (first.value + second.value) / 2;
        double norm = (first.norm + second.norm) / 2;
        for (int microBatchTokens : new int[] {1, 100_000}) {
            SortedMap<String, Double> metrics =
                    update(settings(loss, microBatchTokens, 2), batch).metrics();
            assertThat(metrics.get("policy_loss")).isCloseTo(value, within(1e-4 * Math.max(0.1, Math.abs(value))));
            assertThat(metrics.get("grad_norm")).isCloseTo(norm, within(1e-3 * norm));
        }
        assertThat(second.value).isNotCloseTo(first.value, within(1e-4 * Math.abs(value)));
    }

    private record Pure(double value, double norm) {}

    /** Loss and gradient of the whole batch at once, under this adapter. */
    private static Pure pure(PolicyLoss loss, UpdateBatch batch, Adapter adapter) {
        List<ForwardPass> passes = batch.groups().stream()
                .map(group -> model.forward(adapter, group.trainingGroup(), 1))
                .toList();
        List<UpdateSample> samples = batch.samples().toList();
        double[][] current = joined(passes.stream().map(ForwardPass::logprobs).toList());
        LossBatch whole = new LossBatch(
                current,
                logprobs(batch, start.adapter()),
                Optional.of(samples.stream()
                        .map(sample -> Matrices.doubles(sample.sampled().logprobs()))
                        .toArray(double[][]::new)),
                Optional.of(logprobs(batch, reference)),
                Optional.of(joined(passes.stream().map(ForwardPass::entropies).toList())),
                Arrays.stream(current).map(TestObjectives::all).toArray(boolean[][]::new),
                samples.stream().map(TestObjectives::advantages).toArray(double[][]::new));
        PolicyLoss.Result result = loss.of(whole);
        SortedMap<String, float[]> sum = new TreeMap<>();
        for (int p = 0; p < passes.size(); p++) {
            try (ForwardPass pass = passes.get(p)) {
                int group = p;
                pass.backward(
                                rows(result.gradient(), group),
                                result.entropyGradient().map(gradient -> rows(gradient, group)))
                        .forEach((name, values) -> add(sum, name, values));
            }
        }
        return new Pure(result.value(), GradientClipping.globalNorm(sum));
    }

    private static UpdatePolicy.Result update(UpdateSettings settings, UpdateBatch batch) {
        return new UpdatePolicy(model, settings, new UpdatePlan(2, new KlSampling(1, 0), OPEN), 1)
                .execute(1, batch, start, reference == null ? start.adapter() : reference);
    }

    private static UpdateSettings settings(PolicyLoss loss, int microBatchTokens, int updates) {
        return Steps.settings(loss, Steps.optimizer(1e-2, microBatchTokens), updates);
    }

    private TrainSettings spec(String keys) throws IOException {
        Path file = folder.resolve("spec.yaml");
        Files.writeString(file, "train: {inferenceMaxTokens: " + MAX_TOKENS + ", " + keys + "}\n");
        return new SpecReader(Map.of()).read(file, List.of(), Set.of()).train();
    }

    /** Completions of a sampler that differs a little from the trainer, with rewards of 0 and 1; for GDPO two of them. */
    private static UpdateBatch batch(AdvantageKind kind) {
        SplittableRandom random = new SplittableRandom(8);
        double[][][] rewards = new double[PROMPTS.size()][SAMPLES][2];
        double[][] first = new double[PROMPTS.size()][SAMPLES];
        int[][] tokens = new int[PROMPTS.size()][SAMPLES];
        List<List<SampledCompletion>> completions =
                PROMPTS.stream().map(TestObjectives::completions).toList();
        for (int p = 0; p < rewards.length; p++) {
            for (int g = 0; g < SAMPLES; g++) {
                rewards[p][g] = new double[] {g % (p + 2) == 0 ? 1 : 0, random.nextDouble()};
                first[p][g] = rewards[p][g][0];
                tokens[p][g] = completions.get(p).get(g).tokenIds().length;
            }
        }
        double[][] advantages = kind == AdvantageKind.GDPO
                ? MultiRewardAdvantages.gdpo(rewards, new double[] {1, 0.5}, 1e-4)
                : GroupAdvantages.of(kind, first, tokens, kind.usualEpsilon());
        List<UpdateGroup> groups = new ArrayList<>();
        for (int p = 0; p < rewards.length; p++) {
            List<UpdateSample> samples = new ArrayList<>();
            for (int g = 0; g < SAMPLES; g++) {
                SampledCompletion c = completions.get(p).get(g);
                float[] sampler = c.logprobs().clone();
                for (int t = 0; t < sampler.length; t++) {
                    sampler[t] += (float) (0.4 * (random.nextDouble() - 0.5));
                }
                samples.add(new UpdateSample(
                        Steps.completion(c.tokenIds(), sampler, c.stopReason()),
                        start.adapter().sha256(),
                        advantages[p][g],
                        1));
            }
            groups.add(new UpdateGroup(PROMPTS.get(p), model.tokenizer().encode(PROMPTS.get(p)), samples));
        }
        return new UpdateBatch(groups);
    }

    private static List<SampledCompletion> completions(String prompt) {
        long[] seeds = new long[SAMPLES];
        Arrays.setAll(seeds, g -> UniformNumbers.completionSeed(5, 1, prompt, g));
        PromptToSample toSample = new PromptToSample(model.tokenizer().encode(prompt), seeds);
        return model.sample(start.adapter(), List.of(toSample), SamplingSettings.plain(1, MAX_TOKENS))
                .get(0);
    }

    private static double[][] logprobs(UpdateBatch batch, Adapter adapter) {
        return joined(batch.groups().stream()
                .map(group -> model.logprobs(adapter, group.trainingGroup(), 1))
                .toList());
    }

    private static double[][] joined(List<float[][]> tables) {
        return tables.stream()
                .flatMap(table -> Arrays.stream(Matrices.doubles(table)))
                .toArray(double[][]::new);
    }

    private static float[][] rows(double[][] table, int group) {
        return Matrices.floats(Arrays.copyOfRange(table, group * SAMPLES, (group + 1) * SAMPLES));
    }

    private static boolean[] all(double[] row) {
        boolean[] mask = new boolean[row.length];
        Arrays.fill(mask, true);
        return mask;
    }

    private static double[] advantages(UpdateSample sample) {
        double[] advantages = new double[sample.tokenIds().length];
        Arrays.fill(advantages, sample.advantage());
        return advantages;
    }

    private static void add(SortedMap<String, float[]> sums, String key, float[] values) {
        float[] sum = sums.computeIfAbsent(key, name -> new float[values.length]);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }
}
