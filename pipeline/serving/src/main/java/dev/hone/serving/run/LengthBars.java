package dev.hone.serving.run;

import dev.hone.schema.PromptRow;
import dev.hone.schema.Split;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How many prompts are how long, in bars of one round width for all splits. */
final class LengthBars {

    private static final int MAX_BARS = 24;

    private LengthBars() {}

    /** The least of 1, 2, 5, 10, 20, 50 … with which at most 24 bars reach to the longest. */
    static int width(int longest) {
        int width = 1;
        for (int i = 0; longest / width >= MAX_BARS; i++) {
            width = i % 3 == 1 ? width / 2 * 5 : width * 2;
        }
        return width;
    }

    static DataSummary.OfSplit of(Split split, List<Integer> lengths, int width, int longest, List<PromptRow> samples) {
        int[] bars = new int[longest / width + 1];
        lengths.forEach(length -> bars[length / width]++);
        IntStream tokens = lengths.stream().mapToInt(Integer::intValue);
        var statistics = tokens.summaryStatistics();
        return new DataSummary.OfSplit(
                split,
                lengths.size(),
                statistics.getAverage(),
                statistics.getMax(),
                Arrays.stream(bars).boxed().toList(),
                samples);
    }
}
