package dev.hone.math.similarity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * A text as the set of its sequences of three words, each as a hash of 64 bits. A word is a run of letters or of digits, one character
 * of a script that has no blanks, or one other sign; capitals are as small letters.
 */
public final class Shingles {

    private static final int WORDS = 3;
    private static final Pattern WORD = Pattern.compile(
            "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}]|[\\p{L}\\p{M}]+|\\p{N}+|[^\\s\\p{L}\\p{M}\\p{N}]");

    private Shingles() {}

    /** The hashes in ascending order, each once; a text of fewer than three words is one sequence, one without words has none. */
    public static long[] of(String text) {
        List<Long> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.add(Mixing.hash(matcher.group()));
        }
        if (words.isEmpty()) {
            return new long[0];
        }
        int length = Math.min(WORDS, words.size());
        return LongStream.range(0, words.size() - length + 1L)
                .map(start -> sequence(words.subList((int) start, (int) start + length)))
                .sorted()
                .distinct()
                .toArray();
    }

    private static long sequence(List<Long> words) {
        long hash = words.size();
        for (long word : words) {
            hash = Mixing.mix(hash + word);
        }
        return hash;
    }
}
