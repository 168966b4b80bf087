package dev.hone.math.optim;

import static dev.hone.math.Golden.assertNear;
import static dev.hone.math.Golden.number;
import static dev.hone.math.Golden.row;
import static dev.hone.math.Golden.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.Golden;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TestAdamW {

    @Test
    void trajectoriesAndMomentsEqualTorchInFloat32() {
        Golden golden = Golden.read("optim.json");
        double tolerance = golden.tolerance("float32");
        int cases = 0;
        for (JsonNode expected : golden.root().path("adamw")) {
            String what = expected.path("case").asText();
            AdamW optimizer = new AdamW(settings(expected));
            SortedMap<String, float[]> parameters = named(row(expected.path("start")));
            AdamWState state = AdamWState.initial(parameters);
            double[][] gradients = table(expected.path("gradients"));
            for (int step = 0; step < gradients.length; step++) {
                SortedMap<String, float[]> gradient = named(gradients[step]);
                double scale = expected.path("max_grad_norm").isNumber()
                        ? GradientClipping.coefficient(
                                GradientClipping.globalNorm(gradient),
                                expected.path("max_grad_norm").asDouble())
                        : 1;
                double rate = expected.path("learning_rates").path(step).asDouble();
                AdamW.Step made = optimizer.step(parameters, gradient, scale, state, rate);
                parameters = made.parameters();
                state = made.state();
                double[] wanted = row(expected.path("parameters_after_step").path(step));
                assertNear(what + " step " + step, doubles(parameters.get("w")), wanted, tolerance);
            }
            assertRelative(what, state.firstMoments().get("w"), row(expected.path("first_moment")), tolerance);
            assertRelative(what, state.secondMoments().get("w"), row(expected.path("second_moment")), tolerance);
            cases++;
        }
        assertThat(cases).isEqualTo(8);
    }

    @Test
    void normsAndClippedGradientsEqualTorch() {
        Golden golden = Golden.read("optim.json");
        for (JsonNode expected : golden.root().path("clipping")) {
            String what = expected.path("case").asText();
            SortedMap<String, float[]> gradients = new TreeMap<>();
            JsonNode tensors = expected.path("gradients");
            for (int i = 0; i < tensors.size(); i++) {
                gradients.put("tensor" + i, floats(flat(tensors.path(i))));
            }
            double norm = GradientClipping.globalNorm(gradients);
            assertNear(what, norm, number(expected.path("global_norm")), golden.tolerance("float32"));
            double factor = GradientClipping.coefficient(
                    norm, expected.path("max_grad_norm").asDouble());
            for (int i = 0; i < tensors.size(); i++) {
                double[] clipped = doubles(gradients.get("tensor" + i));
                for (int j = 0; j < clipped.length; j++) {
                    clipped[j] *= factor;
                }
                assertNear(what, clipped, flat(expected.path("clipped").path(i)), golden.tolerance("float32"));
            }
        }
    }

    @Test
    void aRestoredStateContinuesWithTheSameBytes() {
        Random random = new Random(11);
        SortedMap<String, float[]> start = new TreeMap<>();
        start.put("a", random(random, 7));
        start.put("b", random(random, 3));
        AdamW optimizer = new AdamW(AdamWSettings.DEFAULT);
        AdamW.Step first = optimizer.step(start, start, 1, AdamWState.initial(start), 1e-3);
        AdamWState restored =
                AdamWState.restore(first.state().step(), first.state().export());
        AdamW.Step onwards = optimizer.step(first.parameters(), start, 1, first.state(), 1e-3);
        AdamW.Step resumed = optimizer.step(first.parameters(), start, 1, restored, 1e-3);
        assertThat(resumed.state().step()).isEqualTo(2);
        for (String name : start.keySet()) {
            assertThat(resumed.parameters().get(name))
                    .isEqualTo(onwards.parameters().get(name));
            assertThat(resumed.state().secondMoments().get(name))
                    .isEqualTo(onwards.state().secondMoments().get(name));
        }
        assertThat(first.state().export().keySet())
                .containsExactly("first_moment/a", "first_moment/b", "second_moment/a", "second_moment/b");
    }

    @Test
    void gradientsOfOtherTensorsAreRefused() {
        SortedMap<String, float[]> parameters = named(new double[] {1});
        assertThatThrownBy(() -> new AdamW(AdamWSettings.DEFAULT)
                        .step(parameters, new TreeMap<>(), 1, AdamWState.initial(parameters), 1e-3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameters, gradients and moments are of different tensors");
    }

    private static AdamWSettings settings(JsonNode json) {
        return new AdamWSettings(
                json.path("beta1").asDouble(),
                json.path("beta2").asDouble(),
                json.path("eps").asDouble(),
                json.path("weight_decay").asDouble());
    }

    private static void assertRelative(String what, float[] actual, double[] expected, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as(what)
                    .isLessThanOrEqualTo(tolerance * Math.abs(expected[i]));
        }
    }

    private static double[] flat(JsonNode tensor) {
        return tensor.path(0).isArray()
                ? Arrays.stream(table(tensor)).flatMapToDouble(Arrays::stream).toArray()
                : row(tensor);
    }

    private static SortedMap<String, float[]> named(double[] values) {
        return new TreeMap<>(Map.of("w", floats(values)));
    }

    private static float[] random(Random random, int size) {
        return floats(random.doubles(size).toArray());
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
