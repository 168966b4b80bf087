package dev.hone.reward.grader.formula;

/** A text that is no formula; the message says where and what was expected there. */
public final class FormulaException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int position;

    FormulaException(int position, String message) {
        super(message + " at character " + (position + 1));
        this.position = position;
    }

    /** Where in the text, from 0; its length where something is missing at its end. */
    public int position() {
        return position;
    }
}
