package dev.hone.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TestMetricCatalogue {

    @Test
    void noKeyIsTwice() {
        assertThat(Metric.values()).extracting(Metric::key).doesNotHaveDuplicates();
    }

    @Test
    void theDocumentationIsTheCatalogue() throws IOException {
        Path document = Path.of(System.getProperty("hone.repository", ".."), "docs", "metrics.md");
        assertThat(document).hasContent(Metric.markdown());
        assertThat(Files.readString(document)).contains("`grad_norm`");
    }
}
