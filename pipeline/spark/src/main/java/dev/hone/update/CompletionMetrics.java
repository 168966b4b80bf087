package dev.hone.update;

import dev.hone.metrics.Metric;
import java.nio.IntBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lengths and variety of all completions of a step, those without signal too. */
final class CompletionMetrics {

    private CompletionMetrics() {}

    static SortedMap<String, Double> of(UpdateBatch batch) {
        List<UpdateSample> samples = batch.samples().toList();
        SortedMap<String, Double> metrics = new TreeMap<>();
        if (samples.isEmpty()) {
            return metrics;
        }
        IntSummaryStatistics lengths =
                samples.stream().mapToInt(sample -> sample.tokenIds().length).summaryStatistics();
        metrics.put(Metric.COMPLETIONS_MEAN_LENGTH.key(), lengths.getAverage());
        metrics.put(Metric.COMPLETIONS_MIN_LENGTH.key(), (double) lengths.getMin());
        metrics.put(Metric.COMPLETIONS_MAX_LENGTH.key(), (double) lengths.getMax());
        long cut = samples.stream().filter(UpdateSample::isCut).count();
        metrics.put(Metric.COMPLETIONS_CLIPPED_RATIO.key(), cut / (double) samples.size());
        Map<IntBuffer, Integer> counts = new HashMap<>();
        samples.forEach(sample -> counts.merge(IntBuffer.wrap(sample.tokenIds()), 1, Integer::sum));
        metrics.put(Metric.COMPLETIONS_DISTINCT.key(), (double) counts.size());
        metrics.put(
                Metric.COMPLETIONS_MOST_COMMON_SHARE.key(), Collections.max(counts.values()) / (double) samples.size());
        return metrics;
    }
}
