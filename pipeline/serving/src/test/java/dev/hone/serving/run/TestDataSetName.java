package dev.hone.serving.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.schema.RunRow;
import dev.hone.schema.RunState;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestDataSetName {

    @Test
    void itIsThatOfTheSectionIngest() {
        assertThat(of("ingest: {dataset: mails}\n")).isEqualTo("mails");
        assertThat(of("ingest:\n  sources: []\n  dataset: 'two words'\n")).isEqualTo("two words");
    }

    @Test
    void theCommandLineOverridesIt() {
        assertThat(of("ingest: {dataset: mails}\n# --set seed=3\n# --set ingest.dataset=letters\n"))
                .isEqualTo("letters");
    }

    @Test
    void withoutANameItIsTheDefault() {
        assertThat(of("seed: 3\n")).isEqualTo("default");
        assertThat(of("ingest: {sources: []}\n")).isEqualTo("default");
        assertThat(of("")).isEqualTo("default");
    }

    private static String of(String spec) {
        Instant now = Instant.EPOCH;
        return DataSetName.of(
                new RunRow("r", "train", RunState.COMPLETED, "", spec, "hash", Map.of(), 1, now, now, "base"));
    }
}
