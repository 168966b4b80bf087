package dev.hone.watch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * In how many texts each phrase stands: runs of one to three words or marks, capitals or not. Of a step at most {@value #MAX_TEXTS} texts
 * are read, evenly spread.
 *
 * @param texts how many were read
 * @param counts texts that hold a phrase, by phrase
 */
record PhraseCounts(int texts, Map<String, Integer> counts) {

    static final int MAX_TEXTS = 512;
    private static final int LONGEST = 3;
    private static final Pattern BETWEEN = Pattern.compile("\\s+");

    static final PhraseCounts NONE = new PhraseCounts(0, Map.of());

    static PhraseCounts of(List<String> texts) {
        Map<String, Integer> counts = new HashMap<>();
        for (String text : texts) {
            phrases(text).forEach(phrase -> counts.merge(phrase, 1, Integer::sum));
        }
        return new PhraseCounts(texts.size(), counts);
    }

    /** At most {@link #MAX_TEXTS} of these, evenly spread. */
    static <T> List<T> sample(List<T> all) {
        if (all.size() <= MAX_TEXTS) {
            return all;
        }
        return IntStream.range(0, MAX_TEXTS)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / MAX_TEXTS)))
                .toList();
    }

    /** Of both. */
    PhraseCounts plus(PhraseCounts more) {
        Map<String, Integer> both = new HashMap<>(counts);
        more.counts.forEach((phrase, count) -> both.merge(phrase, count, Integer::sum));
        return new PhraseCounts(texts + more.texts, both);
    }

    /** The share of the texts that hold a phrase, 0 to 1; 0 without texts. */
    double share(String phrase) {
        return texts == 0 ? 0 : counts.getOrDefault(phrase, 0) / (double) texts;
    }

    private static Set<String> phrases(String text) {
        String[] words = BETWEEN.split(text.strip().toLowerCase(Locale.ROOT), 0);
        Set<String> phrases = new HashSet<>();
        for (int from = 0; from < words.length; from++) {
            StringBuilder phrase = new StringBuilder();
            for (int to = from; to < Math.min(words.length, from + LONGEST); to++) {
                phrase.append(to == from ? "" : " ").append(words[to]);
                if (!phrase.isEmpty()) {
                    phrases.add(phrase.toString());
                }
            }
        }
        return phrases;
    }
}
