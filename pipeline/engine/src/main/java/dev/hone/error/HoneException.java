package dev.hone.error;

/**
 * Every error that Hone raises on purpose. The message says the problem, why it occurred and what to do; the kind decides the exit code
 * of the process, which is what an Airflow task acts on.
 */
public abstract sealed class HoneException extends RuntimeException
        permits ConfigException,
                DataException,
                DivergedException,
                EndpointException,
                ModelException,
                NothingToDoException,
                StorageException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    HoneException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The exit code of the process: 65, 69, 70, 75, 78 or 99. */
    public final int exitCode() {
        return exitCode;
    }
}
