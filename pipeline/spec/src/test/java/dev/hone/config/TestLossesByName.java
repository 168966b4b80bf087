package dev.hone.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.Golden;
import dev.hone.math.loss.LossFixture;
import dev.hone.math.loss.PolicyLoss;
import dev.hone.settings.OptimizerSettings;
import dev.hone.settings.TrainSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The golden losses and schedules, each written as a specification. */
class TestLossesByName {

    private static final Map<String, String> CORRECTIONS = Map.of("token_truncate", "tis", "token_mask", "mis");

    /** Objectives by the fixture's name of their loss; the others share one of these. */
    private static final Map<String, String> OBJECTIVES = Map.of(
            "grpo", "grpo",
            "dr_grpo", "dr_grpo",
            "dapo", "dapo",
            "gspo", "gspo",
            "gspo_token", "gspo_token",
            "cispo", "cispo",
            "reinforce", "reinforce",
            "rloo_sequence_clip", "rloo");

    /** TRL's RLOO gives a completion without tokens the loss -A, which has no gradient; here it has none. */
    private static final String WITH_AN_EMPTY_ROW = "holes";

    /** What a specification calls the parameters of the fixture. */
    private static final Map<String, String> KEYS = Map.of(
            "eps_low", "clipLow",
            "eps_high", "clipHigh",
            "dual_clip", "dualClip",
            "ratio_min", "ratioMin",
            "ratio_max", "ratioMax",
            "kl", "klEstimator",
            "beta", "klCoefficient",
            "c_min", "correctionMin",
            "c_max", "correctionMax",
            "off_policy_delta", "offPolicyDelta");

    @Test
    void everyLossOfTheFixtureCanBeWrittenAndHasItsValueAndGradient() {
        Golden golden = Golden.read("losses.json");
        double tolerance = golden.tolerance("float64");
        int cases = 0;
        for (JsonNode expected : golden.root().path("cases")) {
            String what = expected.path("case").asText();
            JsonNode batch =
                    golden.root().path("batches").path(expected.path("batch").asText());
            PolicyLoss.Result actual =
                    read(keys(expected.path("params"))).update().loss().of(LossFixture.batch(batch));
            Golden.assertNear(what, actual.value(), Golden.number(expected.path("value")), tolerance);
            Golden.assertNear(what, actual.gradient(), Golden.table(expected.path("gradient")), tolerance);
            cases++;
        }
        assertThat(cases).isEqualTo(194);
    }

    @Test
    void objectivesAreThePublishedLosses() {
        Golden golden = Golden.read("losses.json");
        int compared = 0;
        for (JsonNode expected : golden.root().path("cases")) {
            String objective = OBJECTIVES.get(expected.path("loss").asText());
            if (objective != null) {
                JsonNode batch = golden.root()
                        .path("batches")
                        .path(expected.path("batch").asText());
                String maxTokens =
                        expected.path("params").path("max_completion_tokens").asText("1");
                PolicyLoss.Result actual = read(Map.of(
                                "objective", objective, "correction", "none", "inferenceMaxTokens", maxTokens))
                        .update()
                        .loss()
                        .of(LossFixture.batch(batch));
                String what = expected.path("case").asText();
                double tolerance = golden.tolerance("float64");
                if (!objective.equals("rloo")
                        || !expected.path("batch").asText().equals(WITH_AN_EMPTY_ROW)) {
                    Golden.assertNear(what, actual.value(), Golden.number(expected.path("value")), tolerance);
                }
                Golden.assertNear(what, actual.gradient(), Golden.table(expected.path("gradient")), tolerance);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(49);
    }

    @Test
    void everyScheduleOfTheFixtureCanBeWritten() {
        Golden golden = Golden.read("optim.json");
        for (JsonNode expected : golden.root().path("schedules")) {
            String name = expected.path("schedule").asText();
            Map<String, String> keys = new TreeMap<>();
            keys.put("kind", name.split("_", 2)[0]);
            keys.put("warmupSteps", expected.path("warmup_steps").asText());
            if (expected.has("min_lr_rate")) {
                keys.put("minimumShare", expected.path("min_lr_rate").asText());
            }
            OptimizerSettings optimizer = read(Map.of(
                            "schedule",
                            "{" + text(keys) + "}",
                            "learningRate",
                            expected.path("peak_learning_rate").asText()))
                    .update()
                    .optimizer();
            double[] rates = Golden.row(expected.path("learning_rate_of_step"));
            int leftOut = optimizer.schedule().warmupSteps() > 0 ? 1 : 0; // transformers' step at rate 0
            int steps = expected.path("total_steps").asInt() - leftOut;
            for (int step = 0; step < rates.length - leftOut; step++) {
                double rate = optimizer.learningRateAt(step, steps);
                Golden.assertNear(name + " " + step, rate, rates[step + leftOut], golden.tolerance("float64"));
            }
        }
    }

    private static Map<String, String> keys(JsonNode params) {
        Map<String, String> keys = new TreeMap<>();
        keys.put("correction", "none");
        for (Map.Entry<String, JsonNode> param : params.properties()) {
            String value = param.getValue().asText();
            switch (param.getKey()) {
                case "correction" -> keys.put("correction", CORRECTIONS.getOrDefault(value, value));
                case "max_completion_tokens" -> keys.put("inferenceMaxTokens", value);
                default -> keys.put(KEYS.getOrDefault(param.getKey(), param.getKey()), value);
            }
        }
        return keys;
    }

    private static TrainSettings read(Map<String, String> keys) {
        return new SpecReader(Map.of())
                .read("spec.yaml", "train: {" + text(keys) + "}", List.of(), Set.of())
                .train();
    }

    private static String text(Map<String, String> keys) {
        return keys.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
