package dev.hone.grader.judge.answer;

/** An answer without a verdict that counts; its message says what is wrong with it, for the judge that is asked to mend it. */
public final class UnreadableAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableAnswerException(String message) {
        super(message);
    }
}
