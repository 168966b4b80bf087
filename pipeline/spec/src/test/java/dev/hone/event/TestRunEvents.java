package dev.hone.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestRunEvents {

    @Test
    void aListenerThatFailsIsToldNothingMoreAndTheOthersAreWarnedOnce() {
        List<RunEvent> told = new ArrayList<>();
        List<RunEvent> failed = new ArrayList<>();
        RunEvents events = RunEvents.all(List.of(
                event -> {
                    failed.add(event);
                    throw new IllegalStateException("the disk is full");
                },
                told::add));
        events.accept(Events.started(0));
        events.accept(Events.step(1));
        assertThat(failed).containsExactly(Events.started(0));
        assertThat(told)
                .containsExactly(
                        Events.started(0),
                        new RunEvent.Warning(
                                "the disk is full. The run goes on without; what is missing is added when it is resumed"),
                        Events.step(1));
    }
}
