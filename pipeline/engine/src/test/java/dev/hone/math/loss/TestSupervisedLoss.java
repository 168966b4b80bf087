package dev.hone.math.loss;

import static dev.hone.math.Golden.assertNear;
import static dev.hone.math.Golden.cube;
import static dev.hone.math.Golden.intTable;
import static dev.hone.math.Golden.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.Golden;
import org.junit.jupiter.api.Test;

class TestSupervisedLoss {

    @Test
    void valuesAndGradientsByTheLogitsEqualTheGoldenNumbers() {
        Golden golden = Golden.read("sft.json");
        int ignored = golden.root().path("ignored_label").asInt();
        int compared = 0;
        for (JsonNode expected : golden.root().path("cases")) {
            long labelled = expected.path("labelled_tokens").asLong();
            if (labelled == 0) {
                continue;
            }
            long tokensOfStep = expected.path("tokens_of_step").asLong(labelled);
            double[][][] logits = cube(expected.path("logits"));
            int[][] labels = intTable(expected.path("labels"));
            double[][] logprobs = new double[labels.length][labels[0].length];
            boolean[][] mask = new boolean[labels.length][labels[0].length];
            double[][][] all = new double[labels.length][labels[0].length][];
            for (int b = 0; b < labels.length; b++) {
                for (int t = 0; t < labels[b].length; t++) {
                    all[b][t] = LogProbabilities.logSoftmax(logits[b][t], 1);
                    mask[b][t] = labels[b][t] != ignored;
                    logprobs[b][t] = mask[b][t] ? all[b][t][labels[b][t]] : Double.NaN;
                }
            }
            SupervisedLoss.Result actual = SupervisedLoss.of(logprobs, mask, tokensOfStep);
            String what = expected.path("case").asText();
            assertNear(what, actual.value(), number(expected.path("value")), golden.tolerance("float64"));
            double[][][] wanted = cube(expected.path("gradient"));
            for (int b = 0; b < labels.length; b++) {
                for (int t = 0; t < labels[b].length; t++) {
                    double[] gradient = new double[logits[b][t].length];
                    if (mask[b][t]) {
                        LogProbabilities.addLogitGradient(
                                all[b][t], labels[b][t], 1, actual.gradient()[b][t], gradient);
                    }
                    assertNear(what, gradient, wanted[b][t], golden.tolerance("float64"));
                }
            }
            compared++;
        }
        assertThat(compared).isEqualTo(7);
    }

    @Test
    void aStepWithNothingLabelledIsRefused() {
        assertThatThrownBy(() -> SupervisedLoss.of(new double[0][], new boolean[0][], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a step needs at least one labelled token, got 0");
    }
}
