package dev.hone.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.SparkTest;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.ForwardPass;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.PromptToSample;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.architecture.ModelConfig;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.policy.tokenizer.PolicyTokenizer;
import dev.hone.settings.RolloutSettings;
import dev.hone.settings.run.RolloutPlan;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class TestKilledTask extends SparkTest {

    @Test
    void aKilledTaskStopsDecoding() throws InterruptedException {
        RolloutSettings settings = new RolloutSettings(SamplingSettings.plain(1, 100), 1);
        RolloutPlan plan = new RolloutPlan(1, 1, 7, new ReasoningStyle.None());
        SampleRollouts sample = new SampleRollouts(spark(), Endless::new, settings, plan);
        Adapter adapter = new Adapter(new AdapterKind.AllParameters(), new TreeMap<>());
        CompletableFuture<SampleRollouts.Result> sampling = CompletableFuture.supplyAsync(() ->
                sample.execute(new RolloutStep("r", 1, 0), adapter, List.of(new EncodedPrompt("p", new int[] {1}))));
        assertThat(Endless.STARTED.await(60, TimeUnit.SECONDS)).isTrue();

        spark().sparkContext().cancelAllJobs();

        assertThatThrownBy(sampling::join).hasMessageContaining("cancelled");
        assertThat(Endless.ENDED.await(60, TimeUnit.SECONDS))
                .as("the task's thread has ended")
                .isTrue();
    }

    /** Decodes until it is cancelled. */
    private static final class Endless implements PolicyModel {

        private static final CountDownLatch STARTED = new CountDownLatch(1);
        private static final CountDownLatch ENDED = new CountDownLatch(1);

        @Override
        public List<List<SampledCompletion>> sample(
                Adapter adapter, List<PromptToSample> prompts, SamplingSettings settings, BooleanSupplier cancelled) {
            STARTED.countDown();
            while (!cancelled.getAsBoolean()) {
                Thread.onSpinWait();
            }
            ENDED.countDown();
            throw new CancellationException("decoding was cancelled");
        }

        @Override
        public ModelConfig config() {
            throw new UnsupportedOperationException();
        }

        @Override
        public PolicyTokenizer tokenizer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Adapter initialAdapter(AdapterKind kind, long seed) {
            throw new UnsupportedOperationException();
        }

        @Override
        public float[][] logprobs(Adapter adapter, TrainingGroup group, double temperature) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ForwardPass forward(Adapter adapter, TrainingGroup group, double temperature) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
