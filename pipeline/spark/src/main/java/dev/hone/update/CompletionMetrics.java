package dev.hone.update;

import dev.hone.policy.StopReason;
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
        metrics.put("completions/mean_length", lengths.getAverage());
        metrics.put("completions/min_length", (double) lengths.getMin());
        metrics.put("completions/max_length", (double) lengths.getMax());
        long cut = samples.stream()
                .filter(sample -> sample.stopReason() == StopReason.MAX_TOKENS)
                .count();
        metrics.put("completions/clipped_ratio", cut / (double) samples.size());
        Map<IntBuffer, Integer> counts = new HashMap<>();
        samples.forEach(sample -> counts.merge(IntBuffer.wrap(sample.tokenIds()), 1, Integer::sum));
        metrics.put("completions/distinct", (double) counts.size());
        metrics.put("completions/most_common_share", Collections.max(counts.values()) / (double) samples.size());
        return metrics;
    }
}
