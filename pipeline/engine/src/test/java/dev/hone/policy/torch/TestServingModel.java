package dev.hone.policy.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hone.error.DataException;
import dev.hone.error.ModelException;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.math.sampling.StopStrings;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.Fixtures;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.StopReason;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.PeftAdapter;
import dev.hone.policy.checkpoint.FloatTensor;
import dev.hone.policy.checkpoint.ModelDirectory;
import dev.hone.policy.serve.GeneratedToken;
import dev.hone.policy.serve.Generation;
import dev.hone.policy.serve.GenerationRequest;
import dev.hone.policy.serve.LogitRule;
import dev.hone.policy.serve.ServingModel;
import dev.hone.policy.serve.ServingSettings;
import dev.hone.policy.tokenizer.NumberTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that come and go in one batch are answered as each alone would be, by its own adapter. */
class TestServingModel {

    private static final float TOLERANCE = 1e-4f;
    private static final ServingSettings SETTINGS = new ServingSettings(8, 64 << 20, 8 << 20, 16, 1, 2);

    private static ModelDirectory directory;
    private static PolicyModel policy;
    private static ServingModel serving;
    private static Adapter trained;
    private static Adapter other;
    private static Adapter unchanged;

    @BeforeAll
    static void open() {
        directory = ModelDirectory.open(Fixtures.path("models/llama-tied"));
        trained = PeftAdapter.read(Fixtures.path("models/llama-tied/adapter"));
        other = negated(trained);
        policy = PolicyModels.load(directory, EngineSettings.defaults(), tokenizer());
        unchanged = policy.initialAdapter(AdapterKind.Lora.allLinear(2, 2), 1);
        serving = PolicyModels.serve(directory, SETTINGS, tokenizer());
    }

    @AfterAll
    static void close() {
        if (policy != null) {
            policy.close();
            serving.close();
        }
    }

    @Test
    void severalAdaptersInOneBatchAnswerAsEachAlone() throws Exception {
        SplittableRandom random = random(1);
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            PromptToSample prompt = prompt(random, 1 + random.nextInt(40), 1 + random.nextInt(3));
            Optional<Adapter> adapter = List.of(Optional.<Adapter>empty(), Optional.of(trained), Optional.of(other))
                    .get(i % 3);
            double temperature = new double[] {0, 0.7, 1, 1.4}[i % 4];
            requests.add(GenerationRequest.plain(prompt, adapter, SamplingSettings.plain(temperature, 1 + i)));
        }
        List<Answers> answers = requests.stream().map(TestServingModel::submit).toList();
        for (int i = 0; i < answers.size(); i++) {
            requireAsAlone(requests.get(i), answers.get(i).await());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mistral", "qwen2", "qwen3", "phi3", "llama3-rope"})
    void everyArchitectureIsServedAsItIsTrained(String name) throws Exception {
        ModelDirectory model = ModelDirectory.open(Fixtures.path("models/" + name));
        Adapter adapter = PeftAdapter.read(Fixtures.path("models/" + name + "/adapter"));
        SplittableRandom random = random(2);
        try (PolicyModel alone = PolicyModels.load(model, EngineSettings.defaults(), tokenizer());
                ServingModel together = PolicyModels.serve(model, SETTINGS, tokenizer())) {
            List<GenerationRequest> requests = new ArrayList<>();
            List<Answers> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                requests.add(GenerationRequest.plain(
                        prompt(random, 3 + 9 * i, 2), Optional.of(adapter), SamplingSettings.plain(1, 30)));
                answers.add(submit(together, requests.get(i)));
            }
            for (int i = 0; i < requests.size(); i++) {
                requireAsAlone(alone, requests.get(i), answers.get(i).await());
            }
        }
    }

    @Test
    void theNextTurnOfAConversationFindsItsBeginning() throws Exception {
        GenerationRequest first =
                GenerationRequest.plain(prompt(random(3), 40, 1), Optional.of(trained), SamplingSettings.plain(1, 20));
        SampledCompletion answer = submit(first).await().get(0);
        int[] begun = first.prompt().promptTokenIds();
        int[] next = Arrays.copyOf(begun, begun.length + answer.tokenIds().length + 5);
        System.arraycopy(answer.tokenIds(), 0, next, begun.length, answer.tokenIds().length);
        Arrays.fill(next, begun.length + answer.tokenIds().length, next.length, 7);
        GenerationRequest second = GenerationRequest.plain(
                new PromptToSample(next, new long[] {4, 5}), Optional.of(trained), SamplingSettings.plain(1, 20));
        Answers turn = submit(second);
        requireAsAlone(second, turn.await());
        assertThat(turn.cachedTokens.get()).isEqualTo(begun.length + answer.tokenIds().length - 1);
        Answers ofAnother = submit(GenerationRequest.plain(second.prompt(), Optional.of(other), second.sampling()));
        ofAnother.await();
        assertThat(ofAnother.cachedTokens.get()).isZero();
    }

    @Test
    void whatDoesNotFitAtOnceGivesWayAndIsRightAllTheSame() throws Exception {
        long bytesPerToken = 2 * 4 * 3 * 2 * 16;
        try (ServingModel small =
                PolicyModels.serve(directory, new ServingSettings(8, 600 * bytesPerToken, 0, 64, 1, 1), tokenizer())) {
            SplittableRandom random = random(4);
            List<GenerationRequest> requests = new ArrayList<>();
            List<Answers> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                requests.add(GenerationRequest.plain(
                        prompt(random, 60, 2), Optional.of(i % 2 == 0 ? trained : other), plain(200)));
                answers.add(submit(small, requests.get(i)));
            }
            for (int i = 0; i < requests.size(); i++) {
                requireAsAlone(requests.get(i), answers.get(i).await());
            }
            assertThat(small.load().preemptions()).isPositive();
            assertThat(small.load().running()).isZero();
        }
    }

    @Test
    void aCancelledRequestEndsAndTheOthersGoOn() throws Exception {
        SplittableRandom random = random(5);
        Answers gone = new Answers(1);
        Generation running =
                serving.submit(GenerationRequest.plain(prompt(random, 5, 1), Optional.of(trained), plain(400)), gone);
        GenerationRequest stays = GenerationRequest.plain(prompt(random, 5, 1), Optional.of(trained), plain(60));
        Answers answers = submit(stays);
        running.cancel();
        requireAsAlone(stays, answers.await());
        assertThat(gone.all).isNotDone();
    }

    @Test
    void aRuleDecidesWhatMayBeDrawnAndTheMostProbableAreTold() throws Exception {
        LogitRule even = new LogitRule() {
            @Override
            public void apply(float[] logits) {
                for (int id = 1; id < logits.length; id += 2) {
                    logits[id] = Float.NEGATIVE_INFINITY;
                }
            }

            @Override
            public void accept(int token) {
                assertThat(token).isEven();
            }
        };
        GenerationRequest request = new GenerationRequest(
                prompt(random(6), 9, 2), Optional.of(trained), plain(12), Optional.of(() -> even), 3);
        Answers answers = submit(request);
        for (SampledCompletion completion : answers.await()) {
            assertThat(Arrays.stream(completion.tokenIds())).allMatch(id -> id % 2 == 0);
        }
        for (GeneratedToken token : answers.tokens.get(0)) {
            assertThat(token.top()).hasSize(3).allMatch(probable -> probable.id() % 2 == 0);
            assertThat(token.top().get(0).logprob()).isGreaterThanOrEqualTo(token.logprob());
            double mass = token.top().stream()
                    .mapToDouble(probable -> Math.exp(probable.logprob()))
                    .sum();
            assertThat(mass).isBetween(0.0, 1.0 + 1e-5);
        }
    }

    @Test
    void whatCannotBeAnsweredIsRefusedAtOnce() {
        PromptToSample tooLong = prompt(random(7), directory.config().maxPositions(), 1);
        assertThatThrownBy(() -> submit(GenerationRequest.plain(tooLong, Optional.empty(), plain(1))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("512 tokens leaves no room");
        PromptToSample prompt = prompt(random(7), 3, 1);
        Adapter whole = policy.initialAdapter(new AdapterKind.AllParameters(), 1);
        assertThatThrownBy(() -> submit(GenerationRequest.plain(prompt, Optional.of(whole), plain(1))))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("do not share a batch");
    }

    @Test
    void givenTokensHaveTheLogProbabilitiesOfTheTrainerWhileOthersAreAnswered() throws Exception {
        SplittableRandom random = random(10);
        int[] tokens = random.ints(70, 6, 384).toArray();
        GenerationRequest busy = GenerationRequest.plain(prompt(random, 20, 2), Optional.of(other), plain(60));
        Answers answers = submit(busy);
        float[] found = serving.logprobs(Optional.of(trained), tokens).get(60, TimeUnit.SECONDS);
        float[] expected = policy.logprobs(
                        trained,
                        new TrainingGroup(new int[] {tokens[0]}, new int[][] {Arrays.copyOfRange(tokens, 1, 70)}),
                        1)[0];
        assertThat(found).hasSameSizeAs(expected);
        for (int t = 0; t < found.length; t++) {
            assertThat(found[t]).isCloseTo(expected[t], within(TOLERANCE));
        }
        requireAsAlone(busy, answers.await());
    }

    @Test
    void weightsThatWereAllTrainedAreServedAsAModel() throws Exception {
        Adapter whole = policy.initialAdapter(new AdapterKind.AllParameters(), 1);
        GenerationRequest request = GenerationRequest.plain(prompt(random(8), 9, 2), Optional.empty(), plain(20));
        try (ServingModel model = PolicyModels.serve(directory, whole, SETTINGS, tokenizer())) {
            requireAsAlone(request, submit(model, request).await());
        }
    }

    @Test
    void closingFailsWhatIsUnderWay() {
        ServingModel model = PolicyModels.serve(directory, SETTINGS, tokenizer());
        Answers answers = submit(model, GenerationRequest.plain(prompt(random(9), 5, 1), Optional.empty(), plain(500)));
        model.close();
        assertThatThrownBy(answers::await)
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("was closed before the answer was complete");
    }

    private static Answers submit(GenerationRequest request) {
        return submit(serving, request);
    }

    private static Answers submit(ServingModel model, GenerationRequest request) {
        Answers answers = new Answers(request.prompt().completionSeeds().length);
        model.submit(request, answers);
        return answers;
    }

    private static void requireAsAlone(GenerationRequest request, List<SampledCompletion> completions) {
        requireAsAlone(policy, request, completions);
    }

    /** The log-probabilities of the tokens are those of the trainer, and the completions end as they must. */
    private static void requireAsAlone(
            PolicyModel model, GenerationRequest request, List<SampledCompletion> completions) {
        TrainingGroup group = new TrainingGroup(
                request.prompt().promptTokenIds(),
                completions.stream().map(SampledCompletion::tokenIds).toArray(int[][]::new));
        float[][] logprobs = model.logprobs(
                request.adapter().orElse(unchanged), group, request.sampling().temperature());
        for (int g = 0; g < logprobs.length; g++) {
            assertThat(completions.get(g).logprobs()).hasSameSizeAs(logprobs[g]);
            for (int t = 0; t < logprobs[g].length; t++) {
                assertThat(completions.get(g).logprobs()[t])
                        .describedAs("completion %d, token %d", g, t)
                        .isCloseTo(logprobs[g][t], within(TOLERANCE));
            }
            boolean cut = completions.get(g).stopReason() == StopReason.MAX_TOKENS;
            assertThat(logprobs[g].length == request.sampling().maxNewTokens() || !cut)
                    .isTrue();
        }
    }

    private static SamplingSettings plain(int maxNewTokens) {
        return new SamplingSettings(1, 0, 1, 0, maxNewTokens, StopStrings.NONE);
    }

    private static PromptToSample prompt(SplittableRandom random, int tokens, int samples) {
        return new PromptToSample(
                random.ints(tokens, 6, 384).toArray(), random.longs(samples).toArray());
    }

    private static SplittableRandom random(long seed) {
        System.out.println("seed " + seed);
        return new SplittableRandom(seed);
    }

    private static NumberTokenizer tokenizer() {
        return new NumberTokenizer(List.of(2, 5));
    }

    private static Adapter negated(Adapter adapter) {
        SortedMap<String, FloatTensor> tensors = new TreeMap<>();
        adapter.tensors().forEach((name, tensor) -> {
            float[] values = tensor.values().clone();
            for (int i = 0; i < values.length && name.contains("lora_B"); i++) {
                values[i] = -values[i];
            }
            tensors.put(name, new FloatTensor(tensor.shape(), values));
        });
        return new Adapter(adapter.kind(), tensors);
    }
}
