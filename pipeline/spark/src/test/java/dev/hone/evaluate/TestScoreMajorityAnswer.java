package dev.hone.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.SparkTest;
import dev.hone.reward.RewardDefinition;
import dev.hone.schema.MajorityAnswerRow;
import dev.hone.schema.PromptRow;
import dev.hone.schema.Split;
import dev.hone.score.ScoreRollouts;
import dev.hone.settings.ScoreSettings;
import dev.hone.table.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestScoreMajorityAnswer extends SparkTest {

    @Test
    void theCommonestReferenceIsScoredOnceByTheRewardOfTheRun() {
        Warehouse warehouse = new Warehouse(spark(), folder.toString());
        ScoreMajorityAnswer stage = stage(warehouse);
        List<PromptRow> prompts = prompts("billing", "refund", "billing", "billing", "delivery");
        List<MajorityAnswerRow> rows = stage.execute("r", Split.TEST, prompts);
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.answer()).isEqualTo("billing");
            assertThat(row.dataset()).isEqualTo("d");
            assertThat(row.prompts()).isEqualTo(5);
            assertThat(row.references()).isEqualTo(3);
            assertThat(row.accuracy()).isEqualTo(0.6);
            assertThat(row.reward()).isEqualTo(0.6);
        });
        assertThat(stage.execute("r", Split.TEST, prompts)).isEqualTo(rows);
        assertThat(warehouse.majorityAnswers().read().count()).as("scored once").isEqualTo(1);
    }

    @Test
    void whereNoReferenceRecursThereIsNone() {
        Warehouse warehouse = new Warehouse(spark(), folder.toString());
        assertThat(stage(warehouse).execute("r", Split.TEST, prompts("one", "two", "three")))
                .isEmpty();
        assertThat(stage(warehouse).execute("r", Split.TEST, prompts((String) null)))
                .isEmpty();
    }

    private static ScoreMajorityAnswer stage(Warehouse warehouse) {
        return new ScoreMajorityAnswer(
                warehouse,
                new ScoreRollouts(
                        spark(), new RewardDefinition("normalized_match", Map.of()), new ScoreSettings(0.1, 300)));
    }

    private static List<PromptRow> prompts(String... references) {
        List<PromptRow> prompts = new ArrayList<>();
        for (String reference : references) {
            prompts.add(new PromptRow(
                    "p" + prompts.size(),
                    "d",
                    Split.TEST,
                    "[{\"role\":\"user\",\"content\":\"What is it about?\"}]",
                    Optional.empty(),
                    Optional.ofNullable(reference),
                    Optional.empty(),
                    Optional.empty(),
                    4));
        }
        return prompts;
    }
}
