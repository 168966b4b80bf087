package dev.hone.error;

/** The input cannot be used: too little of it, or a share of broken records above the limit. Exit code 65. */
public final class DataException extends HoneException {

    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        this(message, null);
    }

    public DataException(String message, Throwable cause) {
        super(65, message, cause);
    }
}
