package dev.hone.math.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.Golden;
import dev.hone.math.optim.LearningRateSchedule.Kind;
import org.junit.jupiter.api.Test;

class TestLearningRateSchedule {

    @Test
    void everyStepOfEveryScheduleEqualsTransformers() {
        Golden golden = Golden.read("optim.json");
        int cases = 0;
        for (JsonNode expected : golden.root().path("schedules")) {
            LearningRateSchedule schedule = new LearningRateSchedule(
                    kind(expected.path("schedule").asText()),
                    expected.path("peak_learning_rate").asDouble(),
                    expected.path("warmup_steps").asInt(),
                    expected.path("total_steps").asInt(),
                    expected.path("min_lr_rate").asDouble(0));
            double[] rates = Golden.row(expected.path("learning_rate_of_step"));
            for (int step = 0; step < rates.length; step++) {
                double difference = Math.abs(schedule.learningRateAt(step) - rates[step]);
                assertThat(difference)
                        .as("%s step %d", expected.path("schedule"), step)
                        .isLessThanOrEqualTo(golden.tolerance("float64") * rates[step]);
            }
            cases++;
        }
        assertThat(cases).isEqualTo(9);
    }

    private static Kind kind(String name) {
        return switch (name) {
            case "constant", "constant_with_warmup" -> Kind.CONSTANT;
            case "linear" -> Kind.LINEAR;
            case "cosine", "cosine_with_min_lr" -> Kind.COSINE;
            default -> throw new IllegalArgumentException("unknown schedule " + name);
        };
    }
}
