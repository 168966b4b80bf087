package dev.hone.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.Repository;
import dev.hone.SparkTest;
import dev.hone.error.DataException;
import dev.hone.math.sampling.SamplingSettings;
import dev.hone.policy.EngineSettings;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.reasoning.ReasoningStyle;
import dev.hone.policy.torch.ModelOnDisk;
import dev.hone.reward.RewardDefinition;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.PromptRow;
import dev.hone.schema.Split;
import dev.hone.score.ScoreRollouts;
import dev.hone.settings.RolloutSettings;
import dev.hone.settings.ScoreSettings;
import dev.hone.settings.run.RolloutPlan;
import dev.hone.table.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestEvaluatePolicy extends SparkTest {

    private final ModelOnDisk policy = ModelOnDisk.of(Repository.demoPolicy(), EngineSettings.defaults());
    private final Adapter adapter = policy.open().initialAdapter(new AdapterKind.Lora(2, 4, Set.of("q_proj")), 7);

    @Test
    void fewAnswersWithoutARewardAreStoredAsSuchAndManyEndTheEvaluationUnstored() {
        Warehouse warehouse = new Warehouse(spark(), folder.toString());
        warehouse.createTables();
        List<PromptRow> prompts = prompts(8, 2);
        assertThatThrownBy(() -> evaluate(warehouse, 0.1).execute("r", 0, Split.TEST, adapter, prompts))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("2 of 8 completions have no reward (25.0 %, at most 10.0 % are allowed)");
        assertThat(warehouse.evaluations().of("r", 0, Split.TEST)).isEmpty();

        List<EvaluationRow> rows = evaluate(warehouse, 0.3).execute("r", 0, Split.TEST, adapter, prompts);
        assertThat(rows).hasSize(8);
        assertThat(rows).filteredOn(row -> !row.isScored()).hasSize(2);
        assertThat(evaluate(warehouse, 0.1).execute("r", 0, Split.TEST, adapter, prompts))
                .as("what is stored is read")
                .isEqualTo(rows);
    }

    private EvaluatePolicy evaluate(Warehouse warehouse, double maxErrorShare) {
        return new EvaluatePolicy(
                warehouse,
                policy,
                new RolloutSettings(SamplingSettings.plain(1, 4), 2).evaluatedAt(0),
                new RolloutPlan(2, 2, 7, new ReasoningStyle.None()),
                new ScoreRollouts(
                        spark(),
                        new RewardDefinition("normalized_match", Map.of()),
                        new ScoreSettings(maxErrorShare, 300)));
    }

    /** The last of them have no reference answer, so that nothing can be scored. */
    private static List<PromptRow> prompts(int count, int withoutReference) {
        List<PromptRow> prompts = new ArrayList<>();
        for (int p = 0; p < count; p++) {
            prompts.add(new PromptRow(
                    "p" + p,
                    "d",
                    Split.TEST,
                    "[{\"role\":\"user\",\"content\":\"Order " + p + "?\"}]",
                    Optional.empty(),
                    p < count - withoutReference ? Optional.of("no") : Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    8));
        }
        return prompts;
    }
}
