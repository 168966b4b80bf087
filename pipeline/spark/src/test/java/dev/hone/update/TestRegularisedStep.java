package dev.hone.update;

import static dev.hone.math.Golden.assertNear;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.Golden;
import dev.hone.math.loss.EntropyBonus;
import dev.hone.math.loss.KlEstimator;
import dev.hone.math.loss.KlPenalty;
import dev.hone.math.loss.PolicyLoss;
import dev.hone.math.objective.AggregationKind;
import dev.hone.math.objective.Objective;
import dev.hone.math.objective.ObjectiveSettings;
import dev.hone.math.optim.AdamWSettings;
import dev.hone.policy.BigramPolicyModel;
import dev.hone.policy.StopReason;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.TrainingState;
import dev.hone.policy.checkpoint.FloatTensor;
import dev.hone.settings.OptimizerSettings;
import dev.hone.settings.UpdateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A step half of whose groups have no signal: they are in the KL term and the entropy bonus all the same. */
class TestRegularisedStep {

    private final Golden golden = Golden.resource("regularised_step.json");
    private final JsonNode root = golden.root();
    private final double[][] table = Golden.table(root.path("table"));
    private final Adapter policy = adapter(table);
    private final Adapter reference = adapter(Golden.table(root.path("reference")));

    @Test
    void lossAndGradientOfEveryTermAreThoseOfAllCompletions() {
        for (JsonNode expected : root.path("cases")) {
            for (int microBatchTokens : new int[] {1, 1000}) {
                UpdatePolicy.Result result = update(expected, microBatchTokens);
                String what = "kl %s, entropy %s, %s, micro-batches of %d"
                        .formatted(
                                expected.path("kl"),
                                expected.path("entropy"),
                                expected.path("aggregation"),
                                microBatchTokens);
                double tolerance = golden.tolerance("float32");
                SortedMap<String, Double> metrics = result.metrics();
                assertNear(
                        what, metrics.get("policy_loss"), expected.path("value").asDouble(), tolerance);
                assertNear(what, gradient(result), Golden.table(expected.path("gradient")), tolerance);
                boolean terms = expected.path("kl").asDouble() > 0
                        || expected.path("entropy").asDouble() > 0;
                assertThat(metrics.get("update/groups")).as(what).isEqualTo(terms ? 4 : 2);
                assertThat(metrics.get("update/groups_dropped")).as(what).isEqualTo(terms ? 0 : 2);
                if (terms) {
                    assertNear(
                            what, metrics.get("kl"), root.path("kl_per_token").asDouble(), tolerance);
                    double perCompletion = root.path("kl_per_completion").asDouble();
                    assertNear(what, metrics.get("kl_per_completion"), perCompletion, 4 * tolerance);
                }
            }
        }
    }

    private UpdatePolicy.Result update(JsonNode expected, int microBatchTokens) {
        BigramPolicyModel model = new BigramPolicyModel(table.length);
        OptimizerSettings optimizer = new OptimizerSettings(
                OptionalDouble.of(1e-3), Steps.CONSTANT, AdamWSettings.DEFAULT, 1e9, microBatchTokens);
        UpdateSettings settings = Steps.settings(loss(expected), optimizer, 1);
        return new UpdatePolicy(model, settings, Steps.plan(2), 1)
                .execute(1, batch(), TrainingState.initial(policy), reference);
    }

    private static PolicyLoss loss(JsonNode expected) {
        double kl = expected.path("kl").asDouble();
        double entropy = expected.path("entropy").asDouble();
        ObjectiveSettings grpo = Objective.GRPO.settings();
        String aggregation = expected.path("aggregation").asText().toUpperCase(Locale.ROOT);
        return new ObjectiveSettings(
                        grpo.surrogate(),
                        AggregationKind.valueOf(aggregation),
                        kl > 0 ? Optional.of(new KlPenalty(KlEstimator.K3, kl)) : Optional.empty(),
                        Optional.empty(),
                        grpo.offPolicyDelta(),
                        entropy > 0 ? Optional.of(new EntropyBonus(entropy)) : Optional.empty())
                .loss(8);
    }

    private UpdateBatch batch() {
        int[][] prompts = Golden.intTable(root.path("prompts"));
        double[][] advantages = Golden.table(root.path("advantages"));
        List<UpdateGroup> groups = new ArrayList<>();
        for (int p = 0; p < prompts.length; p++) {
            int[][] completions = Golden.intTable(root.path("completions").path(p));
            double[][] logprobs = Golden.table(root.path("logprobs").path(p));
            List<UpdateSample> samples = new ArrayList<>();
            for (int g = 0; g < completions.length; g++) {
                double advantage = advantages[p][g];
                samples.add(new UpdateSample(
                        Steps.completion(
                                completions[g],
                                Matrices.floats(new double[][] {logprobs[g]})[0],
                                StopReason.END_OF_SEQUENCE),
                        policy.sha256(),
                        advantage,
                        advantage == 0 ? 0 : 1));
            }
            groups.add(new UpdateGroup("p" + p, prompts[p], samples));
        }
        return new UpdateBatch(groups);
    }

    /** AdamW's first moment after one step is the gradient times 1 - beta1. */
    private double[][] gradient(UpdatePolicy.Result result) {
        float[] moment = result.state().optimizer().firstMoments().get("table");
        double share = 1 - AdamWSettings.DEFAULT.beta1();
        double[][] gradient = new double[table.length][table.length];
        for (int i = 0; i < moment.length; i++) {
            gradient[i / table.length][i % table.length] = moment[i] / share;
        }
        return gradient;
    }

    private static Adapter adapter(double[][] table) {
        float[] flat = new float[table.length * table.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) table[i / table.length][i % table.length];
        }
        return new Adapter(
                new AdapterKind.AllParameters(),
                new TreeMap<>(Map.of("table", new FloatTensor(new int[] {table.length, table.length}, flat))));
    }
}
