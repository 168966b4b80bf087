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

    @Test
    void noControlCharacterOfTheBaseOrTheSpecificationIsWritten() {
        ModelOrigin origin = new ModelOrigin(Optional.of("MIT\u009b2J"), Optional.of("A\u001b[31m\u202e"));
        assertThat(card(Training.REINFORCEMENT, origin)).contains("MIT\\u009b2J", "A\\u001b[31m\\u202e");
    }

    private static String card(Training training) {
        return card(training, new ModelOrigin(Optional.of("MIT"), Optional.of("A")));
    }

    private static String card(Training training, ModelOrigin origin) {
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
        return ModelCard.write(about, origin, "sha", "verified", "peft");
    }
}
