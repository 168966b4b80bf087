package dev.hone.math.loss;

import static dev.hone.math.Golden.assertNear;
import static dev.hone.math.Golden.number;
import static dev.hone.math.Golden.row;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.Golden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TestLogProbabilities {

    @Test
    void logProbabilitiesAndEntropiesEqualTheGoldenNumbers() {
        Golden golden = Golden.read("logprob.json");
        for (JsonNode expected : golden.root().path("cases")) {
            String what = expected.path("case").asText();
            for (int t = 0; t < expected.path("chosen").size(); t++) {
                double[] logits = Arrays.stream(row(expected.path("logits").path(t)))
                        .map(logit -> Double.isNaN(logit) ? Double.NEGATIVE_INFINITY : logit)
                        .toArray();
                double[] logprobs = LogProbabilities.logSoftmax(
                        logits, expected.path("temperature").asDouble());
                double chosen = logprobs[expected.path("chosen").path(t).asInt()];
                double entropy = LogProbabilities.entropy(logprobs);
                assertNear(what, chosen, number(expected.path("logprobs").path(t)), golden.tolerance("float64"));
                assertNear(what, entropy, number(expected.path("entropy_nats").path(t)), golden.tolerance("float64"));
            }
        }
    }

    @Test
    void theGradientOfTheEntropyIsItsSlope() {
        double[] logits = {0.3, -1.2, 2.5, 0.1, Double.NEGATIVE_INFINITY};
        double temperature = 0.7;
        double[] gradient = new double[logits.length];
        LogProbabilities.addEntropyGradient(LogProbabilities.logSoftmax(logits, temperature), temperature, 2, gradient);
        for (int v = 0; v < logits.length; v++) {
            double slope = (entropy(logits, v, 1e-5, temperature) - entropy(logits, v, -1e-5, temperature)) / 2e-5;
            assertNear("logit " + v, gradient[v], 2 * slope, 1e-8);
        }
    }

    private static double entropy(double[] logits, int moved, double by, double temperature) {
        double[] other = logits.clone();
        other[moved] += by;
        return LogProbabilities.entropy(LogProbabilities.logSoftmax(other, temperature));
    }
}
