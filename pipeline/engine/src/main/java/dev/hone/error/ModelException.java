package dev.hone.error;

/** A model directory that cannot be loaded exactly: an unknown architecture, a missing tensor, a field that is not supported. Exit code 78. */
public final class ModelException extends HoneException {

    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        this(message, null);
    }

    public ModelException(String message, Throwable cause) {
        super(78, message, cause);
    }
}
