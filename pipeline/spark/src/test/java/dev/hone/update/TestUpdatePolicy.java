package dev.hone.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hone.error.DivergedException;
import dev.hone.math.optim.AdamWState;
import dev.hone.math.sampling.KlSampling;
import dev.hone.metrics.Metric;
import dev.hone.policy.BigramPolicyModel;
import dev.hone.policy.SampledCompletion;
import dev.hone.policy.StopReason;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.TrainingState;
import dev.hone.policy.reasoning.CompletionParts;
import dev.hone.settings.MismatchGate;
import dev.hone.settings.UpdateSettings;
import dev.hone.settings.run.UpdatePlan;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TestUpdatePolicy {

    private final BigramPolicyModel model = new BigramPolicyModel(Steps.VOCABULARY);
    private final TrainingState start = Steps.start(model);

    @Test
    void rewardGoesUpWithTraining() {
        double before = Steps.meanReward(Steps.batch(model, start.adapter(), 1));
        TrainingState trained = Steps.run(model, start, 1, 60, Steps.settings(0.1, 64), 1);
        double after = Steps.meanReward(Steps.batch(model, trained.adapter(), 61));
        assertThat(before).isLessThan(0.4);
        assertThat(after).isGreaterThan(0.9);
    }

    @Test
    void theNewAdapterHasTheSameBytesOnAnyNumberOfThreads() {
        String one = Steps.run(model, start, 1, 5, Steps.settings(0.1, 16), 1)
                .adapter()
                .sha256();
        for (int threads : new int[] {2, 3, 8}) {
            TrainingState state = Steps.run(model, start, 1, 5, Steps.settings(0.1, 16), threads);
            assertThat(state.adapter().sha256()).as("%d threads", threads).isEqualTo(one);
        }
    }

    @Test
    void microBatchesOfAnySizeGiveTheSameUpdate() {
        UpdateBatch batch = Steps.batch(model, start.adapter(), 1);
        UpdatePolicy.Result whole = new UpdatePolicy(model, Steps.settings(0.1, 10_000), Steps.plan(1), 1)
                .execute(1, batch, start, start.adapter());
        for (int budget : new int[] {1, 9, 17}) {
            UpdatePolicy.Result cut = new UpdatePolicy(model, Steps.settings(0.1, budget), Steps.plan(2), 1)
                    .execute(1, batch, start, start.adapter());
            float[] wanted = table(whole.state());
            float[] actual = table(cut.state());
            for (int i = 0; i < wanted.length; i++) {
                assertThat((double) actual[i]).as("budget %d", budget).isCloseTo(wanted[i], within(1e-6));
            }
            double norm = whole.metrics().get("grad_norm");
            assertThat(cut.metrics().get("grad_norm")).isCloseTo(norm, within(1e-6));
            assertThat(cut.metrics().get("policy_loss"))
                    .isCloseTo(whole.metrics().get("policy_loss"), within(1e-9));
        }
    }

    @Test
    void clippingActsWhenAStepHasSeveralUpdates() {
        UpdateBatch batch = Steps.batch(model, start.adapter(), 1);
        UpdatePolicy.Result one = execute(Steps.settings(Steps.loss(0), Steps.optimizer(0.2, 64), 1), batch);
        UpdatePolicy.Result four = execute(Steps.settings(Steps.loss(0), Steps.optimizer(0.2, 64), 4), batch);
        assertThat(one.metrics().get("clip_ratio/region_mean")).isZero();
        assertThat(one.metrics().get("kl_to_old")).isZero();
        assertThat(four.metrics().get("clip_ratio/low_mean")).isPositive();
        assertThat(four.metrics().get("clip_ratio/high_mean")).isPositive();
        assertThat(four.metrics().get("kl_to_old")).isPositive();
        assertThat(four.state().optimizer().step()).isEqualTo(4);
        assertThat(four.metrics().get("entropy")).isEqualTo(one.metrics().get("entropy"));
    }

    @Test
    void aClippedUpdateMovesThePolicyLessThanAnUnclippedOne() {
        UpdateBatch batch = Steps.batch(model, start.adapter(), 1);
        UpdateSettings tight = Steps.settings(Steps.loss(0.01, 0.01), Steps.optimizer(0.05, 64), 8);
        UpdateSettings loose = Steps.settings(Steps.loss(1, 1e9), Steps.optimizer(0.05, 64), 8);
        UpdatePolicy.Result clipped = execute(tight, batch);
        UpdatePolicy.Result free = execute(loose, batch);
        assertThat(norm(clipped.state())).isLessThan(0.8 * norm(free.state()));
        assertThat(free.metrics().get("clip_ratio/region_mean")).isZero();
    }

    @Test
    void aRunResumedFromExportedStateEndsWithTheSameBytes() {
        TrainingState undisturbed = Steps.run(model, start, 1, 6, Steps.settings(0.1, 32), 2);
        TrainingState killed = Steps.run(model, start, 1, 3, Steps.settings(0.1, 32), 2);
        AdamWState restored =
                AdamWState.restore(killed.optimizer().step(), killed.optimizer().export());
        Adapter adapter = new Adapter(killed.adapter().kind(), killed.adapter().tensors());
        TrainingState resumed =
                Steps.run(model, new TrainingState(adapter, restored), 4, 6, Steps.settings(0.1, 32), 2);
        assertThat(resumed.adapter().sha256()).isEqualTo(undisturbed.adapter().sha256());
        assertThat(resumed.optimizer().export().get("second_moment/table"))
                .isEqualTo(undisturbed.optimizer().export().get("second_moment/table"));
    }

    @Test
    void groupsWithoutSignalAreDroppedBeforeTheForwardPass() {
        UpdateBatch batch = Steps.map(
                Steps.batch(model, start.adapter(), 1), s -> new UpdateSample(s.sampled(), s.adapterSha(), 0, 0));
        UpdatePolicy.Result result = execute(Steps.settings(0.1, 64), batch);
        assertThat(model.forwards()).isZero();
        assertThat(result.state()).isSameAs(start);
        assertThat(result.groupsTrained()).isZero();
        assertThat(result.groupsDropped()).isEqualTo(Steps.PROMPTS);
        assertThat(result.metrics()).containsEntry("update/groups_dropped", (double) Steps.PROMPTS);
    }

    @Test
    void cutCompletionsCanBeMasked() {
        UpdateBatch batch = Steps.batch(model, start.adapter(), 1);
        long cut = batch.samples().filter(UpdateSample::isCut).count();
        UpdateSettings settings = Steps.settings(Steps.loss(0), Steps.optimizer(0.1, 64), 1, 1, true);
        UpdatePlan plan = new UpdatePlan(1, new KlSampling(0, 0), MismatchGate.of("float32"));
        UpdatePolicy.Result masked =
                new UpdatePolicy(model, settings, plan, 99).execute(1, batch, start, start.adapter());
        UpdatePolicy.Result all = execute(Steps.settings(0.1, 64), batch);
        assertThat(cut).isPositive();
        assertThat(masked.completionsTrained()).isLessThan(all.completionsTrained());
        assertThat(masked.metrics().get("completions/clipped_ratio"))
                .isEqualTo(cut / (double) (Steps.PROMPTS * Steps.SAMPLES));
        assertThat(masked.metrics()).doesNotContainKey("kl");
    }

    @Test
    void tokensThatTheSamplerForcedHaveNoGradientAndPassTheGateWhateverTheirLogProbability() {
        String sha = start.adapter().sha256();
        UpdateBatch batch = new UpdateBatch(List.of(new UpdateGroup(
                "p",
                new int[] {7, 1},
                List.of(
                        new UpdateSample(unlikelyMiddle(2, 3, 4), sha, 1, 1),
                        new UpdateSample(unlikelyMiddle(5, 3, 6), sha, -1, 1)))));
        UpdatePolicy.Result result = execute(Steps.settings(0.1, 64), batch);
        float[] before = start.adapter().tensors().get("table").values();
        float[] after = result.state().adapter().tensors().get("table").values();
        assertThat(changedRows(before, after))
                .as("the tokens before drawn ones")
                .containsExactly(1, 3);
        assertThat(result.tokensTrained()).isEqualTo(4);
        assertThat(result.metrics().get("entropy")).isCloseTo(Math.log(Steps.VOCABULARY), within(1e-6));
    }

    /** A completion whose second token was forced, and unlikely. */
    private static SampledCompletion unlikelyMiddle(int... tokenIds) {
        return new SampledCompletion(
                tokenIds,
                new float[] {Float.NaN, -9, Float.NaN},
                new boolean[] {false, true, false},
                "",
                CompletionParts.answerOnly(""),
                StopReason.MAX_TOKENS);
    }

    private static SortedSet<Integer> changedRows(float[] before, float[] after) {
        SortedSet<Integer> rows = new TreeSet<>();
        for (int i = 0; i < before.length; i++) {
            if (before[i] != after[i]) {
                rows.add(i / Steps.VOCABULARY);
            }
        }
        return rows;
    }

    @Test
    void aKlPenaltyHoldsThePolicyNearTheReference() {
        UpdateSettings free = Steps.settings(Steps.loss(0), Steps.optimizer(0.1, 64), 1);
        UpdateSettings held = Steps.settings(Steps.loss(1), Steps.optimizer(0.1, 64), 1);
        TrainingState far = Steps.run(model, start, 1, 20, free, 1);
        TrainingState near = Steps.run(model, start, 1, 20, held, 1);
        double farKl = kl(free, far);
        double nearKl = kl(held, near);
        assertThat(kl(free, start)).isZero();
        assertThat(nearKl).isPositive().isLessThan(farKl / 2);
    }

    @Test
    void everyMetricIsDocumented() {
        UpdateBatch batch = Steps.batch(model, start.adapter(), 1);
        UpdatePolicy.Result result = execute(Steps.settings(Steps.loss(0.1), Steps.optimizer(0.1, 64), 2), batch);
        assertThat(Metric.values())
                .extracting(Metric::key)
                .containsAll(result.metrics().keySet());
        assertThat(result.metrics().values()).allMatch(value -> Double.isFinite(value));
        assertThat(result.metrics()).hasSizeGreaterThan(20);
    }

    @Test
    void samplesOfAnotherAdapterAreRefused() {
        UpdateBatch batch = Steps.map(
                Steps.batch(model, start.adapter(), 1),
                s -> new UpdateSample(s.sampled(), "0ther", s.advantage(), s.lossWeight()));
        assertThatThrownBy(() -> execute(Steps.settings(0.1, 64), batch))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("a completion was sampled by the adapter 0ther, but the policy to be updated is "
                        + start.adapter().sha256());
    }

    @Test
    void aSamplerThatDisagreesWithTheTrainerStopsTheRun() {
        UpdateBatch batch = Steps.map(Steps.batch(model, start.adapter(), 1), s -> {
            float[] shifted = s.sampled().logprobs().clone();
            shifted[0] -= 0.5f;
            return new UpdateSample(
                    Steps.completion(s.tokenIds(), shifted, s.sampled().stopReason()),
                    s.adapterSha(),
                    s.advantage(),
                    s.lossWeight());
        });
        assertThatThrownBy(() -> execute(Steps.settings(0.1, 64), batch))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("Step 1 stops before its update: sampler and trainer disagree")
                .hasMessageContaining("0.50 at most (limit 0.010)");
    }

    @Test
    void aGradientThatIsNotFiniteStopsTheRun() {
        UpdateBatch batch = Steps.map(
                Steps.batch(model, start.adapter(), 1), s -> new UpdateSample(s.sampled(), s.adapterSha(), 1e300, 1));
        assertThatThrownBy(() -> execute(Steps.settings(0.1, 64), batch))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("the gradient norm is")
                .hasMessageContaining("The last checkpoint is intact");
    }

    private UpdatePolicy.Result execute(UpdateSettings settings, UpdateBatch batch) {
        return new UpdatePolicy(model, settings, Steps.plan(2), 99).execute(1, batch, start, start.adapter());
    }

    private double kl(UpdateSettings settings, TrainingState state) {
        UpdateBatch batch = Steps.batch(model, state.adapter(), 99);
        return new UpdatePolicy(model, settings, Steps.plan(2), 99)
                .execute(99, batch, state, start.adapter())
                .metrics()
                .get("kl");
    }

    private static float[] table(TrainingState state) {
        return state.adapter().tensors().get("table").values();
    }

    private static double norm(TrainingState state) {
        float[] table = table(state);
        double[] squares = new double[table.length];
        Arrays.setAll(squares, i -> (double) table[i] * table[i]);
        return Math.sqrt(Arrays.stream(squares).sum());
    }
}
