package dev.hone.grader.judge.form;

import dev.hone.grader.judge.answer.UnreadableAnswerException;
import java.util.Locale;

/** Which of two answers is better. */
public enum Winner {
    A,
    B,
    TIE;

    /** The same answer where both have changed places. */
    public Winner swapped() {
        return switch (this) {
            case A -> B;
            case B -> A;
            default -> TIE;
        };
    }

    /** Of a word: {@code a}, {@code b}, {@code 1}, {@code 2}, {@code c} or {@code tie}, whatever its case. */
    static Winner of(String word) throws UnreadableAnswerException {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "a", "1" -> A;
            case "b", "2" -> B;
            case "c", "tie" -> TIE;
            default -> throw new UnreadableAnswerException("its verdict is " + word + ", not A, B or tie");
        };
    }
}
