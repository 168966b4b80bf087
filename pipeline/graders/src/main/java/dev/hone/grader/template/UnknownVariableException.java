package dev.hone.grader.template;

/** A variable of a template without a value: the row, or the template, is wrong. */
public final class UnknownVariableException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String variable;

    UnknownVariableException(String variable, String message) {
        super(message);
        this.variable = variable;
    }

    /** The variable as the template names it, such as {@code item.answer}. */
    public String variable() {
        return variable;
    }
}
