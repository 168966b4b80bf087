package dev.hone.math.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.math.Golden;
import dev.hone.math.optim.LearningRateSchedule.Kind;
import org.junit.jupiter.api.Test;

class TestLearningRateSchedule {

    @Test
    void everyStepOfEveryScheduleEqualsTransformersWithoutItsStepAtRateZero() {
        Golden golden = Golden.read("optim.json");
        int cases = 0;
        for (JsonNode expected : golden.root().path("schedules")) {
            LearningRateSchedule schedule = new LearningRateSchedule(
                    kind(expected.path("schedule").asText()),
                    expected.path("warmup_steps").asInt(),
                    expected.path("min_lr_rate").asDouble(0));
            double peak = expected.path("peak_learning_rate").asDouble();
            double[] rates = Golden.row(expected.path("learning_rate_of_step"));
            int leftOut = schedule.warmupSteps() > 0 ? 1 : 0;
            int steps = expected.path("total_steps").asInt() - leftOut;
            for (int step = 0; step < rates.length - leftOut; step++) {
                double rate = rates[step + leftOut];
                double difference = Math.abs(peak * schedule.shareAt(step, steps) - rate);
                assertThat(difference)
                        .as("%s step %d", expected.path("schedule"), step)
                        .isLessThanOrEqualTo(golden.tolerance("float64") * rate);
            }
            cases++;
        }
        assertThat(cases).isEqualTo(9);
    }

    @Test
    void noStepOfARunIsAtRateZero() {
        for (Kind kind : Kind.values()) {
            for (int warmup = 0; warmup <= 12; warmup++) {
                LearningRateSchedule schedule = new LearningRateSchedule(kind, warmup, 0);
                for (int step = 0; step < 12; step++) {
                    assertThat(schedule.shareAt(step, 12))
                            .as("%s, warm-up %d, step %d", kind, warmup, step)
                            .isGreaterThan(0);
                }
                assertThat(schedule.shareAt(0, 12)).isEqualTo(warmup == 0 ? 1 : 1.0 / warmup);
                assertThat(schedule.shareAt(Math.max(0, warmup - 1), 12)).isEqualTo(1);
            }
        }
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
