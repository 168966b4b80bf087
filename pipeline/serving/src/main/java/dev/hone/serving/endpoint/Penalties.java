package dev.hone.serving.endpoint;

import dev.hone.policy.serve.LogitRule;
import java.util.HashMap;
import java.util.Map;

/**
 * What a request adds to logits: of tokens that are in the completion already, and of tokens that it names (OpenAI's API reference:
 * {@code mu[j] -> mu[j] - c[j] * frequency - (c[j] > 0) * presence}).
 *
 * @param presence taken off once where a token is there
 * @param frequency taken off each time
 * @param biases added, by token id
 */
record Penalties(double presence, double frequency, Map<Integer, Double> biases) {

    Penalties {
        biases = Map.copyOf(biases);
    }

    boolean isNone() {
        return presence == 0 && frequency == 0 && biases.isEmpty();
    }

    /** For a new completion. */
    LogitRule rule() {
        Map<Integer, Integer> counts = new HashMap<>();
        return new LogitRule() {
            @Override
            public void apply(float[] logits) {
                counts.forEach((id, count) -> logits[id] -= (float) (presence + frequency * count));
                biases.forEach((id, bias) -> {
                    if (id < logits.length) {
                        logits[id] += bias.floatValue();
                    }
                });
            }

            @Override
            public void accept(int token) {
                counts.merge(token, 1, Integer::sum);
            }
        };
    }
}
