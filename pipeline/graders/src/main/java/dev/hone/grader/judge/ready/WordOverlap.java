package dev.hone.grader.judge.ready;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How much of a source a text takes over.
 *
 * @param lengthRatio words of the text for each word of the source
 * @param copiedShare share of the text's runs of {@value #RUN} words that the source has too; 0 for shorter texts
 */
record WordOverlap(double lengthRatio, double copiedShare) {

    private static final int RUN = 8;

    static WordOverlap of(String source, String text) {
        List<String> sourceWords = words(source);
        List<String> textWords = words(text);
        Set<List<String>> known = new HashSet<>(runs(sourceWords));
        List<List<String>> runs = runs(textWords);
        return new WordOverlap(
                (double) textWords.size() / Math.max(1, sourceWords.size()),
                runs.isEmpty()
                        ? 0
                        : (double) runs.stream().filter(known::contains).count() / runs.size());
    }

    private static List<List<String>> runs(List<String> words) {
        return IntStream.rangeClosed(0, words.size() - RUN)
                .mapToObj(start -> words.subList(start, start + RUN))
                .toList();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
