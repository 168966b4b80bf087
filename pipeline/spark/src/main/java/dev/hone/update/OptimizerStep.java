package dev.hone.update;

import dev.hone.error.DivergedException;
import dev.hone.math.optim.AdamW;
import dev.hone.math.optim.GradientClipping;
import dev.hone.policy.adapter.TrainingState;
import dev.hone.settings.OptimizerSettings;
import java.util.SortedMap;

/**
 * One optimizer step that was applied.
 *
 * @param state after the step
 * @param gradientNorm global norm before clipping
 * @param learningRate that was in force
 */
record OptimizerStep(TrainingState state, double gradientNorm, double learningRate) {

    /**
     * Clips and applies a gradient.
     *
     * @param step of the run, for messages
     * @param optimizerSteps of the whole run, which the learning rate follows
     * @throws DivergedException when loss or gradient are not finite; nothing is applied then
     */
    static OptimizerStep apply(
            OptimizerSettings settings,
            int step,
            long optimizerSteps,
            double loss,
            SortedMap<String, float[]> gradients,
            TrainingState state) {
        double norm = GradientClipping.globalNorm(gradients);
        double learningRate = settings.learningRateAt(state.optimizer().step(), optimizerSteps);
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new DivergedException(
                    ("Step %d stops before its update: the loss is %s and the gradient norm is %s, after %d"
                                    + " optimizer steps at a learning rate of %.2g. The weights grew too large, or a reward is extreme."
                                    + " The last checkpoint is intact: start again from it with a third of the learning rate, or look"
                                    + " at the greatest rewards of this step.")
                            .formatted(step, loss, norm, state.optimizer().step(), learningRate));
        }
        AdamW.Step made = new AdamW(settings.adamW())
                .step(
                        state.parameters(),
                        gradients,
                        GradientClipping.coefficient(norm, settings.maxGradientNorm()),
                        state.optimizer(),
                        learningRate);
        return new OptimizerStep(state.next(made.parameters(), made.state()), norm, learningRate);
    }
}
