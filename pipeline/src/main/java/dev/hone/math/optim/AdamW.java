package dev.hone.math.optim;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adam with decoupled weight decay, arXiv:1711.05101, as torch.optim.AdamW: p -= lr * decay * p; m = b1 m + (1 - b1) g; v = b2 v + (1 - b2)
 * g^2; p -= lr / (1 - b1^k) * m / (sqrt(v) / sqrt(1 - b2^k) + epsilon). Parameters and moments are fp32, the arithmetic between is double.
 */
public final class AdamW {

    private final AdamWSettings settings;

    public AdamW(AdamWSettings settings) {
        this.settings = settings;
    }

    /**
     * What a step gives.
     *
     * @param parameters the new parameters, by tensor name
     * @param state the new state
     */
    public record Step(SortedMap<String, float[]> parameters, AdamWState state) {}

    /**
     * One step. Nothing that is handed in is written to.
     *
     * @param parameters fp32 tensors by name
     * @param gradients of the same names and sizes
     * @param gradientScale multiplies every gradient, such as the coefficient of {@link GradientClipping}
     * @param learningRate of this step
     */
    public Step step(
            SortedMap<String, float[]> parameters,
            SortedMap<String, float[]> gradients,
            double gradientScale,
            AdamWState state,
            double learningRate) {
        if (!parameters.keySet().equals(gradients.keySet())
                || !parameters.keySet().equals(state.firstMoments().keySet())) {
            throw new IllegalArgumentException("parameters, gradients and moments are of different tensors");
        }
        long k = state.step() + 1;
        double stepSize = learningRate / (1 - Math.pow(settings.beta1(), (double) k));
        double secondScale = 1 / Math.sqrt(1 - Math.pow(settings.beta2(), (double) k));
        double kept = 1 - learningRate * settings.weightDecay();
        SortedMap<String, float[]> updated = new TreeMap<>();
        SortedMap<String, float[]> first = new TreeMap<>();
        SortedMap<String, float[]> second = new TreeMap<>();
        parameters.forEach((name, values) -> {
            float[] p = values.clone();
            float[] m = state.firstMoments().get(name).clone();
            float[] v = state.secondMoments().get(name).clone();
            update(p, gradients.get(name), m, v, gradientScale, stepSize, secondScale, kept);
            updated.put(name, p);
            first.put(name, m);
            second.put(name, v);
        });
        return new Step(updated, new AdamWState(k, first, second));
    }

    private void update(
            float[] p,
            float[] gradient,
            float[] m,
            float[] v,
            double gradientScale,
            double stepSize,
            double secondScale,
            double kept) {
        double beta1 = settings.beta1();
        double beta2 = settings.beta2();
        double epsilon = settings.epsilon();
        for (int i = 0; i < p.length; i++) {
            double g = gradient[i] * gradientScale;
            double first = m[i] + (g - m[i]) * (1 - beta1);
            double second = v[i] * beta2 + g * g * (1 - beta2);
            m[i] = (float) first;
            v[i] = (float) second;
            p[i] = (float) (p[i] * kept - stepSize * first / (Math.sqrt(second) * secondScale + epsilon));
        }
    }
}
