package dev.hone.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.event.Events;
import dev.hone.event.RunEvent;
import dev.hone.event.RunEvents;
import dev.hone.schema.RunState;
import dev.hone.schema.Split;
import dev.hone.settings.ValidationScore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TestConsoleEvents {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final RunEvents events =
            new ConsoleEvents(new RunConsole(new PrintStream(bytes, true, StandardCharsets.UTF_8), false));

    @Test
    void aNewRunIsToldLineByLine() {
        events.accept(Events.started(0));
        events.accept(evaluation(0, Split.VALIDATION, 0));
        events.accept(evaluation(0, Split.TEST, 1));
        events.accept(Events.step(1));
        events.accept(evaluation(2, Split.VALIDATION, 1));
        events.accept(Events.step(2));
        events.accept(new RunEvent.Tuned(1, 2, Optional.of("stopped"), Optional.of(new ValidationScore(1, 0.5, 0))));
        events.accept(new RunEvent.Warning("look"));
        events.accept(new RunEvent.Ended(RunState.COMPLETED, "all steps done", List.of("all: base")));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        Run r starts: 10 steps of 8 prompts × 4 samples
                        base: 50.0 % of 3 test prompts right, 1 could not be scored
                        step 1/10  reward 0.100           kl NaN  len 12.0  errors 1/32  no signal 2/8  2.5 s  eta <1m00s
                        step 2/10  reward 0.200 (+0.100)  kl NaN  len 12.0  errors 1/32  no signal 2/8  2.5 s  eta 1m00s  validation 50.0 % (1 unscored)
                        The run stopped
                        The tuned policy is that of step 1, the best on validation (50.0 %), not of the last, 2
                        warning: look
                        all: base
                        """);
    }

    @Test
    void aResumedRunGoesOnFromTheRewardOfItsLastStep() {
        events.accept(Events.started(2));
        events.accept(Events.step(3));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .startsWith("Run r was found with 2 of 10 steps complete; it resumes with step 3\n")
                .contains("reward 0.300 (+0.100)");
    }

    private static RunEvent.Evaluation evaluation(int step, Split split, int unscored) {
        return new RunEvent.Evaluation(step, split, 4, unscored, OptionalDouble.of(0.5), OptionalDouble.of(0.5), 1);
    }
}
