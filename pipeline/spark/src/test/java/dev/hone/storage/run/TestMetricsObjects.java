package dev.hone.storage.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.event.Events;
import dev.hone.event.RunEvent;
import dev.hone.event.RunEvents;
import dev.hone.schema.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestMetricsObjects {

    @TempDir
    private Path folder;

    @Test
    void whatIsSentAgainReplacesItselfAndWhatAKilledDriverDidNotSendIsAdded() throws IOException {
        RunEvent evaluation =
                new RunEvent.Evaluation(0, Split.TEST, 4, 0, OptionalDouble.of(0.5), OptionalDouble.of(0.5), 1);
        RunEvents killed = listener();
        killed.accept(Events.started(0));
        killed.accept(evaluation);
        killed.accept(Events.step(1));
        RunEvents resumed = listener();
        resumed.accept(Events.started(3));
        resumed.accept(evaluation);
        resumed.accept(Events.step(4));
        assertThat(names("step", "evaluation"))
                .containsExactly(
                        "evaluation-000000-test.jsonl", "step-000001.jsonl", "step-000003.jsonl", "step-000004.jsonl");
        assertThat(names("started")).hasSize(2);
        assertThat(Files.readAllLines(folder.resolve("step-000003.jsonl"))).hasSize(2);

        listener().accept(Events.started(1));
        assertThat(names("step")).as("steps that were lost from the tables").containsExactly("step-000001.jsonl");
    }

    private RunEvents listener() {
        return new MetricsObjects(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration(false));
    }

    private List<String> names(String... kinds) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> Stream.of(kinds).anyMatch(name::startsWith))
                    .sorted()
                    .toList();
        }
    }
}
