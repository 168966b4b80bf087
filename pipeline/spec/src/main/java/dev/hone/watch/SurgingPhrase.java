package dev.hone.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A phrase that more completions hold than in the first steps, and well-rewarded ones more often than others.
 *
 * @param phrase one to three words
 * @param atFirst share of the completions of the first steps that hold it, 0 to 1
 * @param now share of the completions of this step
 * @param wellRewarded share of those that earned more than the mean of their group
 * @param others share of the others
 */
public record SurgingPhrase(String phrase, double atFirst, double now, double wellRewarded, double others) {

    /** By how much the share must have risen. */
    static final double MIN_RISE = 0.2;

    /** By how much more often well-rewarded completions must hold it. */
    static final double MIN_REWARDED = 0.1;

    /** The greatest rise first. Of phrases within each other only the longest is told. */
    static List<SurgingPhrase> find(PhraseCounts first, PhraseCounts wellRewarded, PhraseCounts others) {
        if (first.texts() == 0 || wellRewarded.texts() == 0 || others.texts() == 0) {
            return List.of();
        }
        PhraseCounts now = wellRewarded.plus(others);
        List<SurgingPhrase> surging = now.counts().keySet().stream()
                .map(phrase -> new SurgingPhrase(
                        phrase,
                        first.share(phrase),
                        now.share(phrase),
                        wellRewarded.share(phrase),
                        others.share(phrase)))
                .filter(phrase -> phrase.rise() >= MIN_RISE && phrase.wellRewarded() - phrase.others() >= MIN_REWARDED)
                .sorted(Comparator.comparingInt(
                                (SurgingPhrase phrase) -> phrase.phrase().length())
                        .reversed()
                        .thenComparing(SurgingPhrase::phrase))
                .toList();
        List<SurgingPhrase> longest = new ArrayList<>();
        for (SurgingPhrase phrase : surging) {
            if (longest.stream().noneMatch(longer -> phrase.isPartOf(longer))) {
                longest.add(phrase);
            }
        }
        longest.sort(Comparator.comparingDouble(SurgingPhrase::rise).reversed().thenComparing(SurgingPhrase::phrase));
        return List.copyOf(longest);
    }

    /** By how much the share has risen. */
    public double rise() {
        return now - atFirst;
    }

    private boolean isPartOf(SurgingPhrase longer) {
        return (" " + longer.phrase + " ").contains(" " + phrase + " ");
    }
}
