package dev.hone.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.metrics.Metric;
import dev.hone.policy.BigramPolicyModel;
import dev.hone.policy.TrainingGroup;
import dev.hone.policy.adapter.TrainingState;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestSupervisedUpdate {

    private final BigramPolicyModel model = new BigramPolicyModel(Steps.VOCABULARY);
    private final TrainingState start = Steps.start(model);

    private final List<TrainingGroup> batch = List.of(
            new TrainingGroup(new int[] {7, 1}, new int[][] {{2, 0}, {2, 3, 0}}),
            new TrainingGroup(new int[] {7, 4}, new int[][] {{5, 5, 0}}),
            new TrainingGroup(new int[] {7, 6}, new int[][] {{3, 0}}));

    @Test
    void theFirstLossIsTheMeanOverTokensAndItFalls() {
        SupervisedUpdate update = new SupervisedUpdate(model, Steps.optimizer(0.1, 64), 2, 9);
        TrainingState state = start;
        SupervisedUpdate.Result result = update.execute(1, batch, state);
        assertThat(result.loss()).isCloseTo(Math.log(Steps.VOCABULARY), within(1e-6));
        assertThat(result.tokens()).isEqualTo(10);
        for (int step = 2; step <= 40; step++) {
            state = result.state();
            result = update.execute(step, batch, state);
        }
        assertThat(result.loss()).isLessThan(0.7);
        assertThat(Metric.values())
                .extracting(Metric::key)
                .containsAll(result.metrics().keySet());
    }

    @Test
    void neitherThreadsNorMicroBatchesChangeTheStep() {
        SupervisedUpdate.Result whole =
                new SupervisedUpdate(model, Steps.optimizer(0.1, 64), 1, 9).execute(1, batch, start);
        SupervisedUpdate.Result threads =
                new SupervisedUpdate(model, Steps.optimizer(0.1, 64), 3, 9).execute(1, batch, start);
        SupervisedUpdate.Result cut =
                new SupervisedUpdate(model, Steps.optimizer(0.1, 1), 3, 9).execute(1, batch, start);
        assertThat(threads.state().adapter().sha256())
                .isEqualTo(whole.state().adapter().sha256());
        assertThat(cut.loss()).isCloseTo(whole.loss(), within(1e-9));
        assertThat(cut.metrics().get("grad_norm")).isCloseTo(whole.metrics().get("grad_norm"), within(1e-6));
    }
}
