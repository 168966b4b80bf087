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
}
