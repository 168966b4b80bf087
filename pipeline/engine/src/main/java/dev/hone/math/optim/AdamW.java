package dev.hone.math.optim;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adam with decoupled weight decay, arXiv:1711.05101, as torch.optim.AdamW: p -= lr * decay * p; m = b1 m + (1 - b1) g; v = b2 v + (1 - b2)
 * g^2; p -= lr / (1 - b1^k) * m / (sqrt(v) / sqrt(1 - b2^k) + epsilon). Everything is fp32 but
 * the scalars, which are computed in double.
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
        Scalars scalars = new Scalars(
                (float) gradientScale,
                (float) (1 - settings.beta1()),
                (float) settings.beta2(),
                (float) (1 - settings.beta2()),
                (float) kept,
                (float) stepSize,
                (float) secondScale,
                (float) settings.epsilon());
        parameters.forEach((name, values) -> {
            Tensors to = Tensors.ofSize(values.length);
            Tensors from = new Tensors(
                    values,
                    state.firstMoments().get(name),
                    state.secondMoments().get(name));
            update(from, gradients.get(name), to, scalars);
            updated.put(name, to.p);
            first.put(name, to.m);
            second.put(name, to.v);
        });
        return new Step(updated, new AdamWState(k, first, second));
    }

    private record Scalars(
            float gradientScale,
            float oneMinusBeta1,
            float beta2,
            float oneMinusBeta2,
            float kept,
            float stepSize,
            float secondScale,
            float epsilon) {}

    private record Tensors(float[] p, float[] m, float[] v) {
        static Tensors ofSize(int size) {
            return new Tensors(new float[size], new float[size], new float[size]);
        }
    }

    /** All in float, as torch does it: the compiler then computes eight elements at once, 20 times faster than in double. */
    private static void update(Tensors from, float[] gradient, Tensors to, Scalars by) {
        float[] p = from.p;
        float[] m = from.m;
        float[] v = from.v;
        float[] pTo = to.p;
        float[] mTo = to.m;
        float[] vTo = to.v;
        float gradientScale = by.gradientScale;
        float oneMinusBeta1 = by.oneMinusBeta1;
        float beta2 = by.beta2;
        float oneMinusBeta2 = by.oneMinusBeta2;
        float kept = by.kept;
        float stepSize = by.stepSize;
        float secondScale = by.secondScale;
        float epsilon = by.epsilon;
        for (int i = 0; i < p.length; i++) {
            float g = gradient[i] * gradientScale;
            float first = m[i] + (g - m[i]) * oneMinusBeta1;
            float second = v[i] * beta2 + g * g * oneMinusBeta2;
            mTo[i] = first;
            vTo[i] = second;
            pTo[i] = p[i] * kept - stepSize * first / ((float) Math.sqrt(second) * secondScale + epsilon);
        }
    }
}
