package dev.hone.reward.grader.math;

/** A text that is not mathematics as {@link AnswerParser} reads it. */
public final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message, null, false, false);
    }
}
