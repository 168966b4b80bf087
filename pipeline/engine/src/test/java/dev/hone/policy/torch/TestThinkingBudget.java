package dev.hone.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.Fixtures;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.StopReason;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.PeftAdapter;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.reasoning.ReasoningState;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.policy.tokenizer.NumberTokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sampler closes a think block whose budget is used up; markers are numbers here, as all text is. */
class TestThinkingBudget {

    private static final int OPEN = 97;
    private static final int[] CLOSE = {380, 381};
    private static final int[] PROMPT = {11, 40, 7, OPEN};
    private static final int BUDGET = 6;
    private static final int NEW_TOKENS = 20;
    private static final long[] SEEDS = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final ReasoningStyle.Think UNLIMITED = new ReasoningStyle.Think(" 97 ", "380 381 ", 0);
    private static final ReasoningStyle.Think LIMITED = new ReasoningStyle.Think(" 97 ", "380 381 ", BUDGET);

    private static PolicyModel model;
    private static PolicyModel fewSlots;
    private static Adapter adapter;

    @BeforeAll
    static void open() {
        ModelDirectory directory = ModelDirectory.open(Fixtures.path("models/llama-tied"));
        adapter = PeftAdapter.read(Fixtures.path("models/llama-tied/adapter"));
        model = PolicyModels.load(directory, EngineSettings.defaults(), NumberTokenizer.withoutEnd());
        fewSlots = PolicyModels.load(directory, new EngineSettings(3, 1, 5, 1), NumberTokenizer.withoutEnd());
    }

    @AfterAll
    static void close() {
        if (model != null) {
            model.close();
            fewSlots.close();
        }
    }

    @Test
    void theMarkerIsForcedExactlyAtTheBudgetAndTheThinkingBeforeItIsAsWithoutABudget() {
        List<SampledCompletion> limited = sample(model, LIMITED, 1);
        List<SampledCompletion> unlimited = sample(model, UNLIMITED, 1);
        for (int g = 0; g < SEEDS.length; g++) {
            SampledCompletion completion = limited.get(g);
            assertThat(Arrays.copyOf(completion.tokenIds(), BUDGET))
                    .isEqualTo(Arrays.copyOf(unlimited.get(g).tokenIds(), BUDGET));
            assertThat(forced(completion)).startsWith(BUDGET, BUDGET + 1);
            assertThat(Arrays.copyOfRange(completion.tokenIds(), BUDGET, BUDGET + 2))
                    .containsExactly(CLOSE);
            if (opensAnotherBlock(completion)) {
                continue; // and has that one closed too
            }
            assertThat(forced(completion)).hasSize(CLOSE.length);
            assertThat(completion.tokenIds()).hasSize(NEW_TOKENS);
            assertThat(completion.parts().state()).isEqualTo(ReasoningState.CLOSED);
            assertThat(completion.parts().reasoningTokens()).isEqualTo(BUDGET + 2);
            assertThat(completion.parts().answer())
                    .isEqualTo(text(completion, BUDGET + 2).strip());
            assertThat(unlimited.get(g).parts().state()).isEqualTo(ReasoningState.UNCLOSED);
            assertThat(unlimited.get(g).parts().answer()).isEmpty();
            assertThat(forced(unlimited.get(g))).isEmpty();
        }
        assertThat(limited.stream().map(c -> c.parts().answer()).distinct()).hasSizeGreaterThan(1);
    }

    private static boolean opensAnotherBlock(SampledCompletion completion) {
        return Arrays.stream(completion.tokenIds(), BUDGET + CLOSE.length, NEW_TOKENS)
                .anyMatch(token -> token == OPEN);
    }

    @Test
    void samplingGoesOnAfterTheMarkerAsAfterTheSamePrefix() {
        SampledCompletion completion = sample(model, LIMITED, 0).get(0);
        int[] prefix = IntStream.concat(
                        Arrays.stream(PROMPT), Arrays.stream(completion.tokenIds(), 0, BUDGET + CLOSE.length))
                .toArray();
        int rest = NEW_TOKENS - BUDGET - CLOSE.length;
        SampledCompletion after = model.sample(
                        adapter, List.of(new PromptToSample(prefix, new long[] {1})), SamplingSettings.greedy(rest))
                .get(0)
                .get(0);
        assertThat(Arrays.copyOfRange(completion.tokenIds(), BUDGET + CLOSE.length, NEW_TOKENS))
                .isEqualTo(after.tokenIds());
    }

    @Test
    void forcedTokensHaveThePolicysOwnLogProbability() {
        for (double temperature : new double[] {0, 0.7, 1}) {
            List<SampledCompletion> sampled = sample(model, LIMITED, temperature);
            int[][] tokens = sampled.stream().map(SampledCompletion::tokenIds).toArray(int[][]::new);
            float[][] trainer = model.logprobs(adapter, new TrainingGroup(PROMPT, tokens), temperature);
            for (int g = 0; g < tokens.length; g++) {
                assertThat(sampled.get(g).logprobs()).containsExactly(trainer[g], within(1e-4f));
            }
        }
    }

    @Test
    void slotsAndRefillDoNotChangeWhereTheMarkerComes() {
        List<SampledCompletion> refilled = sample(fewSlots, LIMITED, 1);
        List<SampledCompletion> together = sample(model, LIMITED, 1);
        for (int g = 0; g < SEEDS.length; g++) {
            assertThat(refilled.get(g).tokenIds()).isEqualTo(together.get(g).tokenIds());
            assertThat(refilled.get(g).forced()).isEqualTo(together.get(g).forced());
        }
    }

    @Test
    void aBlockThatTheLimitOfTokensCutsStaysOpen() {
        SampledCompletion cut = model.sample(
                        adapter,
                        List.of(new PromptToSample(PROMPT, new long[] {1}, LIMITED)),
                        SamplingSettings.greedy(BUDGET + 1))
                .get(0)
                .get(0);
        assertThat(forced(cut)).containsExactly(BUDGET);
        assertThat(cut.stopReason()).isEqualTo(StopReason.MAX_TOKENS);
        assertThat(cut.parts().state()).isEqualTo(ReasoningState.UNCLOSED);
        assertThat(cut.parts().answer()).isEmpty();
    }

    @Test
    void withoutABlockThereIsNothingToClose() {
        int[] prompt = {11, 40, 7};
        SampledCompletion completion = model.sample(
                        adapter,
                        List.of(new PromptToSample(prompt, new long[] {1}, LIMITED)),
                        SamplingSettings.greedy(NEW_TOKENS))
                .get(0)
                .get(0);
        assertThat(completion.tokenIds()).doesNotContain(OPEN);
        assertThat(forced(completion)).isEmpty();
        assertThat(completion.parts().answer()).isEqualTo(completion.text());
    }

    private static List<SampledCompletion> sample(PolicyModel on, ReasoningStyle style, double temperature) {
        return on.sample(
                        adapter,
                        List.of(new PromptToSample(PROMPT, SEEDS, style)),
                        SamplingSettings.plain(temperature, NEW_TOKENS))
                .get(0);
    }

    private static List<Integer> forced(SampledCompletion completion) {
        return IntStream.range(0, completion.forced().length)
                .filter(t -> completion.forced()[t])
                .boxed()
                .toList();
    }

    private static String text(SampledCompletion completion, int from) {
        int[] tokens = completion.tokenIds();
        return NumberTokenizer.withoutEnd().decode(Arrays.copyOfRange(tokens, from, tokens.length));
    }
}
