package dev.hone.error;

/** Storage failed in a way that may pass: worth another try. Exit code 75. */
public final class StorageException extends HoneException {

    private static final long serialVersionUID = 1L;

    public StorageException(String message) {
        this(message, null);
    }

    public StorageException(String message, Throwable cause) {
        super(75, message, cause);
    }
}
