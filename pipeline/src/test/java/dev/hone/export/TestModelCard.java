package dev.hone.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.policy.ModelOrigin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestModelCard {

    @Test
    void theCardSaysHowTheModelWasTuned() {
        assertThat(card(Training.SUPERVISED))
                .contains(
                        "tags: [hone, supervised-fine-tuning]",
                        "tuned by supervised fine-tuning",
                        "## Taught to answer with")
                .doesNotContain("reinforcement");
        assertThat(card(Training.REINFORCEMENT))
                .contains("tags: [hone, reinforcement-learning]", "tuned by reinforcement learning", "## Rewarded for");
    }

    private static String card(Training training) {
        ExportDescription about = new ExportDescription(
                "warm",
                7,
                24,
                "models/a",
                training,
                "the answers",
                List.of(),
                Map.of(),
                "run: warm",
                "scripts/hone sft");
        ModelOrigin origin = new ModelOrigin(Optional.of("MIT"), Optional.of("A"));
        return ModelCard.write(about, origin, "sha", "verified", "peft");
    }
}
