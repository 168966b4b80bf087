package dev.hone.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hone.error.DataException;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.math.sampling.StopStrings;
import dev.hone.math.sampling.TokenDistribution;
import dev.hone.math.sampling.UniformNumbers;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.Fixtures;
import dev.hone.policy.ForwardPass;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.StopReason;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.PeftAdapter;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.tokenizer.NumberTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for any model: shared prompts, refill, determinism, the rules that end a completion, agreement of sampler and trainer. */
class TestPolicySampling {

    private static final float LOGPROB_TOLERANCE = 1e-4f;
    private static final int VOCABULARY = 384;

    private static TorchPolicyModel model;
    private static TorchPolicyModel fewSlots;
    private static Adapter adapter;

    @BeforeAll
    static void open() {
        ModelDirectory directory = ModelDirectory.open(Fixtures.path("models/llama-tied"));
        adapter = PeftAdapter.read(Fixtures.path("models/llama-tied/adapter"));
        model = new TorchPolicyModel(directory, EngineSettings.defaults(), new NumberTokenizer(List.of(2, 5)));
        fewSlots = new TorchPolicyModel(directory, new EngineSettings(3, 1, 5, 1), new NumberTokenizer(List.of(2, 5)));
    }

    @AfterAll
    static void close() {
        if (model != null) {
            model.close();
            fewSlots.close();
        }
    }

    @Test
    void theSamplersLogProbabilitiesAreTheTrainers() {
        List<PromptToSample> unit = unit(5, 4, 11);
        for (double temperature : new double[] {0, 0.7, 1, 1.3}) {
            List<List<SampledCompletion>> sampled =
                    model.sample(adapter, unit, SamplingSettings.plain(temperature, 20));
            for (int p = 0; p < unit.size(); p++) {
                TrainingGroup group = group(unit.get(p), sampled.get(p));
                requireSame(sampled.get(p), model.logprobs(adapter, group, temperature));
                try (ForwardPass pass = fewSlots.forward(adapter, group, temperature)) {
                    requireSame(sampled.get(p), pass.logprobs());
                }
            }
        }
    }

    @Test
    void theSameUnitGivesTheSameBitsAgainAndOnAnotherThread() {
        List<PromptToSample> unit = unit(6, 8, 12);
        SamplingSettings settings = SamplingSettings.plain(1, 24);
        List<List<SampledCompletion>> first = model.sample(adapter, unit, settings);
        List<CompletableFuture<List<List<SampledCompletion>>>> others = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            others.add(CompletableFuture.supplyAsync(() -> model.sample(adapter, unit, settings)));
        }
        requireEqual(model.sample(adapter, unit, settings), first);
        others.forEach(other -> requireEqual(other.join(), first));
    }

    @Test
    void anAdapterThatTakesOverTheMemoryOfTheOneBeforeSamplesAsAlone() {
        List<PromptToSample> unit = unit(3, 4, 21);
        SamplingSettings settings = SamplingSettings.plain(1, 16);
        List<List<SampledCompletion>> alone = model.sample(adapter, unit, settings);
        Adapter other = model.initialAdapter(AdapterKind.Lora.allLinear(4, 8), 22);
        model.sample(other, unit, settings);
        requireEqual(model.sample(adapter, unit, settings), alone);
    }

    @Test
    void neighboursSlotsAndRefillDoNotChangeACompletion() {
        List<PromptToSample> unit = unit(6, 5, 13);
        SamplingSettings settings = SamplingSettings.plain(1, 24);
        List<List<SampledCompletion>> together = model.sample(adapter, unit, settings);
        List<List<SampledCompletion>> refilled = fewSlots.sample(adapter, unit, settings);
        for (int p = 0; p < unit.size(); p++) {
            for (int g = 0; g < 5; g++) {
                SampledCompletion expected = together.get(p).get(g);
                PromptToSample alone = new PromptToSample(
                        unit.get(p).promptTokenIds(), new long[] {unit.get(p).completionSeeds()[g]});
                requireCloseUpToATie(alone, refilled.get(p).get(g), expected);
                requireCloseUpToATie(
                        alone,
                        model.sample(adapter, List.of(alone), settings).get(0).get(0),
                        expected);
            }
        }
    }

    @Test
    void differentSeedsGiveDifferentCompletionsAndEveryTokenIsOfTheVocabulary() {
        List<SampledCompletion> group = model.sample(adapter, unit(1, 16, 14), SamplingSettings.plain(1.5, 12))
                .get(0);
        assertThat(group.stream()
                        .map(c -> Arrays.toString(c.tokenIds()))
                        .distinct()
                        .count())
                .isGreaterThan(8);
        group.forEach(c -> assertThat(Arrays.stream(c.tokenIds())).allMatch(id -> id >= 0 && id < VOCABULARY));
    }

    @Test
    void truncatedSamplingKeepsToTheMostProbableAndStoresTheWholeDistributionsLogProbabilities() {
        List<PromptToSample> unit = unit(2, 4, 15);
        SamplingSettings topOne = new SamplingSettings(0.8, 1, 1, 0, 16, StopStrings.NONE);
        List<List<SampledCompletion>> truncated = model.sample(adapter, unit, topOne);
        List<List<SampledCompletion>> greedy = model.sample(adapter, unit, SamplingSettings.greedy(16));
        for (int p = 0; p < unit.size(); p++) {
            assertThat(truncated.get(p).get(0).tokenIds())
                    .isEqualTo(greedy.get(p).get(0).tokenIds());
            requireSame(truncated.get(p), model.logprobs(adapter, group(unit.get(p), truncated.get(p)), 0.8));
        }
    }

    @Test
    void samplingInTheProgramDrawsWhatTheDistributionInJavaDraws() {
        List<PromptToSample> unit = unit(3, 6, 16);
        List<List<SampledCompletion>> program = model.sample(adapter, unit, SamplingSettings.plain(0.9, 12));
        SamplingSettings allTokens = new SamplingSettings(0.9, VOCABULARY, 1, 0, 12, StopStrings.NONE);
        List<List<SampledCompletion>> java = model.sample(adapter, unit, allTokens);
        for (int p = 0; p < unit.size(); p++) {
            for (int g = 0; g < 6; g++) {
                requireClose(java.get(p).get(g), program.get(p).get(g));
            }
        }
    }

    @Test
    void aCompletionEndsAtAnyEndOfSequenceTokenAndKeepsIt() {
        List<SampledCompletion> all = model.sample(adapter, unit(8, 16, 17), SamplingSettings.plain(2, 200)).stream()
                .flatMap(List::stream)
                .toList();
        assertThat(all).anyMatch(c -> c.stopReason() == StopReason.END_OF_SEQUENCE);
        for (SampledCompletion completion : all) {
            int[] ids = completion.tokenIds();
            int[] before = Arrays.copyOf(ids, ids.length - 1);
            assertThat(before).doesNotContain(2, 5);
            boolean ended = ids[ids.length - 1] == 2 || ids[ids.length - 1] == 5;
            assertThat(completion.stopReason()).isEqualTo(ended ? StopReason.END_OF_SEQUENCE : StopReason.MAX_TOKENS);
            assertThat(ended || ids.length == 200).isTrue();
        }
    }

    @Test
    void aStopStringCutsTheTextAndLeavesTheTokens() {
        List<PromptToSample> unit = unit(1, 1, 18);
        SampledCompletion whole =
                model.sample(adapter, unit, SamplingSettings.greedy(10)).get(0).get(0);
        String stop = " " + whole.tokenIds()[4] + " ";
        int at = whole.text().indexOf(stop);
        SampledCompletion cut = model.sample(
                        adapter,
                        unit,
                        new SamplingSettings(0, 0, 1, 0, 10, new StopStrings(List.of("never", stop), false)))
                .get(0)
                .get(0);
        assertThat(cut.stopReason()).isEqualTo(StopReason.STOP_STRING);
        assertThat(cut.text()).isEqualTo(whole.text().substring(0, at));
        SamplingSettings keeping = new SamplingSettings(0, 0, 1, 0, 10, new StopStrings(List.of(stop), true));
        assertThat(model.sample(adapter, unit, keeping).get(0).get(0).text()).isEqualTo(cut.text() + stop);
        assertThat(whole.text()).startsWith(model.tokenizer().decode(cut.tokenIds()));
        assertThat(model.tokenizer().decode(cut.tokenIds())).contains(stop);
    }

    @Test
    void theContextLimitsACompletion() {
        int[] prompt = prompt(505, new SplittableRandom(19));
        SampledCompletion completion = single(adapter, prompt, SamplingSettings.greedy(100));
        assertThat(completion.tokenIds()).hasSize(7);
        assertThat(completion.stopReason()).isEqualTo(StopReason.MAX_TOKENS);
        int[] full = prompt(512, new SplittableRandom(20));
        assertThatThrownBy(() -> single(adapter, full, SamplingSettings.greedy(1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("512 tokens leaves no room")
                .hasMessageContaining("maxPromptLength");
    }

    @Test
    void aTokenOutsideTheVocabularyIsReported() {
        assertThatThrownBy(() -> single(adapter, new int[] {384}, SamplingSettings.greedy(1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Token 384 is not in the model's vocabulary of 384");
    }

    private static SampledCompletion single(Adapter adapter, int[] prompt, SamplingSettings settings) {
        return model.sample(adapter, List.of(new PromptToSample(prompt, new long[] {1})), settings)
                .get(0)
                .get(0);
    }

    private static List<PromptToSample> unit(int prompts, int samples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<PromptToSample> unit = new ArrayList<>();
        for (int p = 0; p < prompts; p++) {
            int[] prompt = prompt(1 + random.nextInt(30), random);
            unit.add(new PromptToSample(prompt, random.longs(samples).toArray()));
        }
        return unit;
    }

    private static int[] prompt(int length, SplittableRandom random) {
        return random.ints(length, 6, VOCABULARY).toArray();
    }

    private static TrainingGroup group(PromptToSample prompt, List<SampledCompletion> completions) {
        return new TrainingGroup(
                prompt.promptTokenIds(),
                completions.stream().map(SampledCompletion::tokenIds).toArray(int[][]::new));
    }

    private static void requireSame(List<SampledCompletion> sampled, float[][] logprobs) {
        for (int g = 0; g < logprobs.length; g++) {
            assertThat(logprobs[g]).containsExactly(sampled.get(g).logprobs(), within(LOGPROB_TOLERANCE));
        }
    }

    private static void requireClose(SampledCompletion found, SampledCompletion expected) {
        assertThat(found.tokenIds()).isEqualTo(expected.tokenIds());
        assertThat(found.logprobs()).containsExactly(expected.logprobs(), within(LOGPROB_TOLERANCE));
        assertThat(found.text()).isEqualTo(expected.text());
        assertThat(found.stopReason()).isEqualTo(expected.stopReason());
    }

    /** Equal up to the first other token, where the uniform number must lie on the border of both within the tolerance. */
    private static void requireCloseUpToATie(
            PromptToSample prompt, SampledCompletion found, SampledCompletion expected) {
        int same = Arrays.mismatch(found.tokenIds(), expected.tokenIds());
        if (same < 0) {
            requireClose(found, expected);
            return;
        }
        assertThat(Arrays.copyOf(found.logprobs(), same))
                .containsExactly(Arrays.copyOf(expected.logprobs(), same), within(LOGPROB_TOLERANCE));
        int[] read = Arrays.copyOf(prompt.promptTokenIds(), prompt.promptTokenIds().length + same);
        System.arraycopy(found.tokenIds(), 0, read, prompt.promptTokenIds().length, same);
        double[] probabilities = TokenDistribution.of(lastLogits(read), SamplingSettings.plain(1, 1))
                .probabilities();
        double uniform = UniformNumbers.uniform(prompt.completionSeeds()[0], same);
        for (int token : new int[] {found.tokenIds()[same], expected.tokenIds()[same]}) {
            double below = Arrays.stream(probabilities, 0, token).sum();
            assertThat(uniform).isBetween(below - LOGPROB_TOLERANCE, below + probabilities[token] + LOGPROB_TOLERANCE);
        }
    }

    private static float[] lastLogits(int[] promptTokenIds) {
        try (LastLogits logits = new LastLogits(ModelDirectory.open(Fixtures.path("models/llama-tied")))) {
            return logits.of(adapter, promptTokenIds);
        }
    }

    private static void requireEqual(List<List<SampledCompletion>> found, List<List<SampledCompletion>> expected) {
        for (int p = 0; p < expected.size(); p++) {
            for (int g = 0; g < expected.get(p).size(); g++) {
                assertThat(found.get(p).get(g).tokenIds())
                        .isEqualTo(expected.get(p).get(g).tokenIds());
                assertThat(found.get(p).get(g).logprobs())
                        .isEqualTo(expected.get(p).get(g).logprobs());
            }
        }
    }
}
