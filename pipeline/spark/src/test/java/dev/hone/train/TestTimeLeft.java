package dev.hone.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.schema.StepRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TestTimeLeft {

    private final List<StepRow> history = new ArrayList<>();

    @Test
    void aSlowStepCountsLittle() {
        TimeLeft timeLeft = new TimeLeft(10, 0, 0, 0);
        step(40, 0);
        assertThat(timeLeft.after(history)).isEqualTo(9 * 40);
        step(20, 0);
        assertThat(timeLeft.after(history)).isEqualTo(8 * 20); // the first one warmed up
        step(200, 0);
        step(20, 0);
        assertThat(timeLeft.after(history)).isEqualTo(6 * 20);
    }

    @Test
    void evaluationsAreCountedWhereTheyAreMade() {
        TimeLeft timeLeft = new TimeLeft(10, 4, 30, 100);
        step(10, 0);
        step(10, 0);
        assertThat(timeLeft.after(history)).isEqualTo(8 * 10 + 3 * 30 + 100); // after steps 4, 8 and 10
        step(10, 0);
        step(60, 50);
        assertThat(timeLeft.after(history)).isEqualTo(6 * 10 + 2 * 50 + 100);
    }

    private void step(double seconds, double ofEvaluation) {
        history.add(new StepRow(
                "r",
                history.size() + 1,
                0,
                "ab",
                Optional.empty(),
                new TreeMap<>(ofEvaluation > 0 ? Map.of("validation/accuracy", 0.5) : Map.of()),
                new TreeMap<>(Map.of("step_seconds", seconds, "evaluate_policy_seconds", ofEvaluation)),
                Instant.EPOCH));
    }
}
