package dev.hone.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hone.schema.RunState;
import dev.hone.schema.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestMetricsFile {

    private static final RunEvent.Evaluation BASE =
            new RunEvent.Evaluation(0, Split.TEST, 4, 1, OptionalDouble.of(0.25), OptionalDouble.of(0.5), 3.5);

    @TempDir
    private Path folder;

    @Test
    void eachEventIsOneLineOfJson() throws IOException {
        RunEvents events = new MetricsFile(file());
        events.accept(Events.started(0));
        events.accept(new RunEvent.Doing("step 1: sampling", 0));
        events.accept(BASE);
        events.accept(new RunEvent.Warning("two\nlines"));
        events.accept(Events.step(1));
        events.accept(new RunEvent.Tuned(1, 1, Optional.empty(), Optional.empty()));
        events.accept(new RunEvent.Ended(RunState.COMPLETED, "all steps done", List.of("all: …")));

        assertThat(kinds()).containsExactly("started", "evaluation", "warning", "step", "tuned", "ended");
        JsonNode step = new ObjectMapper().readTree(Files.readAllLines(file()).get(3));
        assertThat(step.path("run").asText()).isEqualTo("r");
        assertThat(step.path("at").asText()).isEqualTo("1970-01-01T00:00:01Z");
        assertThat(step.path("metrics").path("reward").asDouble()).isEqualTo(0.1);
        assertThat(step.path("metrics").path("kl").isNull()).as("not finite").isTrue();
        assertThat(step.path("timings").path("step_seconds").asDouble()).isEqualTo(2);
    }

    @Test
    void aKilledDriverLeavesHalfALineAndTheNextOneMakesTheFileWhole() throws IOException {
        RunEvents killed = new MetricsFile(file());
        killed.accept(Events.started(0));
        killed.accept(BASE);
        killed.accept(Events.step(1));
        Files.writeString(file(), Files.readString(file()) + "{\"event\":\"step\",\"step\":2,\"met");

        RunEvents resumed = new MetricsFile(file());
        resumed.accept(Events.started(2));
        resumed.accept(BASE);
        resumed.accept(Events.step(3));
        assertThat(kinds()).containsExactly("started", "evaluation", "step", "step", "started", "step");
        assertThat(steps()).containsExactly(1, 2, 3);
    }

    @Test
    void aStepThatWasLostFromTheTablesIsThereOnceWhenItIsDoneAgain() throws IOException {
        RunEvents first = new MetricsFile(file());
        first.accept(Events.started(0));
        first.accept(new RunEvent.SupervisedSteps(Events.rows(3)));
        RunEvents resumed = new MetricsFile(file());
        resumed.accept(Events.started(2));
        assertThat(steps()).containsExactly(1, 2);
        resumed.accept(Events.step(3));
        assertThat(steps()).containsExactly(1, 2, 3);
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".new"));
    }

    @Test
    void aDiskThatRefusesIsNamed() throws IOException {
        Files.createDirectories(file());
        RunEvents events = new MetricsFile(file());
        assertThatThrownBy(() -> events.accept(Events.started(0)))
                .hasMessageStartingWith("the events of the run cannot be written to " + file());
    }

    private Path file() {
        return folder.resolve("_runs/r/metrics.jsonl");
    }

    private List<String> kinds() throws IOException {
        return lines().stream().map(EventLine::kind).toList();
    }

    private List<Integer> steps() throws IOException {
        return lines().stream()
                .filter(line -> line.kind().equals("step"))
                .map(EventLine::step)
                .toList();
    }

    private List<EventLine> lines() throws IOException {
        return Files.readAllLines(file()).stream()
                .map(line -> EventLine.parse(line).orElseThrow())
                .toList();
    }
}
