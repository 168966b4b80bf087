package dev.hone.math.sampling;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Texts that end a completion.
 *
 * @param texts a completion ends when it contains one of these; its tokens stay as they were drawn
 * @param kept whether the completion's text keeps the stop string, as where it is the last brace of an object; else it is cut before it
 */
public record StopStrings(List<String> texts, boolean kept) implements Serializable {

    /** Nothing but the end of the sequence or its maximum length ends a completion. */
    public static final StopStrings NONE = new StopStrings(List.of(), false);

    public StopStrings {
        texts = List.copyOf(texts);
        if (texts.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("stopStrings must not be empty texts");
        }
    }

    /** Length of a completion's text up to the first stop string in it; empty where none is in it. */
    public OptionalInt end(String text) {
        return texts.stream()
                .filter(text::contains)
                .min(Comparator.comparingInt(text::indexOf))
                .map(first -> OptionalInt.of(text.indexOf(first) + (kept ? first.length() : 0)))
                .orElseGet(OptionalInt::empty);
    }
}
