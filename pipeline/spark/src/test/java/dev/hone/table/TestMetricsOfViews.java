package dev.hone.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.metrics.Metric;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestMetricsOfViews {

    private static final Pattern METRIC = Pattern.compile("metrics\\['([^']+)']");

    @Test
    void everyMetricThatAViewReadsIsOneThatStepsReport() {
        List<String> read = Stream.of(ShippedView.values())
                .flatMap(view -> METRIC.matcher(view.sql()).results())
                .map(metric -> metric.group(1))
                .toList();
        assertThat(read).contains("reward");
        assertThat(Metric.values()).extracting(Metric::key).containsAll(read);
    }
}
