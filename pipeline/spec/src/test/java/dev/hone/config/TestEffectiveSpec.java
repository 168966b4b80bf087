package dev.hone.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.Repository;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestEffectiveSpec {

    private static final Map<String, String> ENVIRONMENT = Map.of("JUDGE_KEY", "hunter2");

    @Test
    void theTableNamesEveryValueWithItsSource() {
        String table = read("seed: 3\ntrain: {batchSize: 16}\n", "train.learningRate=2e-5")
                .effective()
                .table();
        assertThat(table.lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "run spec default",
                        "seed 3 spec.yaml:1",
                        "train.batchSize 16 spec.yaml:2",
                        "train.learningRate 2.0E-5 --set",
                        "train.schedule.kind constant default");
    }

    @Test
    void theTableShowsWhatAnObjectiveStandsFor() {
        String table =
                read("train: {objective: gspo, clipHigh: 0.001}").effective().table();
        assertThat(table.lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "train.objective gspo spec.yaml:1",
                        "train.advantage grpo by objective",
                        "train.surrogate gspo by objective",
                        "train.aggregation sequence_mean by objective",
                        "train.clipLow 3.0E-4 by objective",
                        "train.clipHigh 0.001 spec.yaml:1",
                        "train.klEstimator k3 by objective",
                        "train.correction tis by surrogate",
                        "train.correctionMax 2.0 by correction");
        assertThat(table).doesNotContain("ratioMax", "dualClip");
        assertThat(read("train: {surrogate: cispo}").effective().table())
                .contains("train.ratioMax")
                .doesNotContain("train.clipLow");
    }

    @Test
    void aLearningRateThatIsNotWrittenFollowsFromTheModelAndIsMarked() {
        String model = "model: {path: " + Repository.demoPolicy() + "}\n";
        JobSpec asRead = read(model);
        assertThat(asRead.effective().identity()).doesNotContainKey("train.learningRate");
        JobSpec spec = ModelDefaults.complete(asRead);
        assertThat(spec.train().update().optimizer().learningRate()).hasValue(1e-3);
        assertThat(spec.effective().table().lines().map(line -> line.replaceAll(" +", " ")))
                .containsSubsequence(
                        "train.learningRate 0.001 by model, adapter", "train.schedule.kind constant default");
        assertThat(spec.asWritten()).isEqualTo(model + "# by model, adapter: train.learningRate=0.001\n");
        assertThat(ModelDefaults.complete(spec)).isSameAs(spec);

        JobSpec written = read(model + "train: {learningRate: 1e-3}");
        assertThat(ModelDefaults.complete(written)).isSameAs(written);
        assertThat(spec.effective().sha256())
                .as("a run may be resumed with the value written out")
                .isEqualTo(written.effective().sha256());
        assertThat(ModelDefaults.complete(read(model + "adapter: {alpha: 128}"))
                        .train()
                        .update()
                        .optimizer()
                        .learningRate())
                .hasValue(2.5e-4);
    }

    @Test
    void secretsAreUsedButNeverShownOrHashed() {
        JobSpec spec = read("reward: {kind: class, className: " + Judge.class.getName()
                + ", parameters: {apiKey: \"${env:JUDGE_KEY}\"}}");
        assertThat(RewardFunctions.create(spec.reward().orElseThrow()).name()).isEqualTo("judge with hunter2");
        assertThat(spec.effective().table()).contains("${env:JUDGE_KEY}").doesNotContain("hunter2");
        assertThat(spec.effective().identity()).containsEntry("reward.parameters.apiKey", "${env:JUDGE_KEY}");
        assertThat(spec.asWritten()).doesNotContain("hunter2");
        assertThat(spec.toString()).doesNotContain("hunter2");
    }

    @Test
    void theHashIsThatOfTheValuesAndNotOfTheirWriting() {
        String hash =
                read("train: {learningRate: 0.0002, batchSize: 16}").effective().sha256();
        assertThat(hash).hasSize(64);
        assertThat(read("# a comment\ntrain:\n  batchSize: 16\n  learningRate: 2e-4\n")
                        .effective()
                        .sha256())
                .isEqualTo(hash);
        assertThat(read("train: {learningRate: 2e-4, batchSize: 16}\nwarehouse: elsewhere\nexport: {merged: false}")
                        .effective()
                        .sha256())
                .as("where tables and exports lie does not change the run")
                .isEqualTo(hash);
        assertThat(read("train: {learningRate: 2e-4, batchSize: 17}")
                        .effective()
                        .sha256())
                .isNotEqualTo(hash);
    }

    private static JobSpec read(String yaml, String... overrides) {
        return new SpecReader(ENVIRONMENT).read("spec.yaml", yaml, List.of(overrides), Set.of());
    }

    /** A reward that needs a secret. */
    public static final class Judge implements RewardFunction {

        private final Map<String, Object> parameters;

        public Judge(Map<String, Object> parameters) {
            this.parameters = Map.copyOf(parameters);
        }

        @Override
        public String name() {
            return "judge with " + parameters.get("apiKey");
        }

        @Override
        public RewardResult score(RewardInput input) {
            return RewardResult.of(0);
        }
    }
}
