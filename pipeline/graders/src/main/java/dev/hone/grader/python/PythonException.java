package dev.hone.grader.python;

/** Python that cannot be used at all: no interpreter, no environment, no sandbox, or a file that cannot be imported. */
public final class PythonException extends Exception {

    private static final long serialVersionUID = 1L;

    private final PythonFailure failure;
    private final String fix;

    PythonException(PythonFailure failure, String fix) {
        super(failure.toString());
        this.failure = failure;
        this.fix = fix;
    }

    /** What went wrong. */
    public PythonFailure failure() {
        return failure;
    }

    /** What to do, as a sentence without its full stop. */
    public String fix() {
        return fix;
    }
}
