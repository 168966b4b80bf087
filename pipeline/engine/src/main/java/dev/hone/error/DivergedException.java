package dev.hone.error;

/** Training left the path: a loss that is not finite, runaway KL, collapse, or a sampler that disagrees with the trainer. Exit code 70. */
public final class DivergedException extends HoneException {

    private static final long serialVersionUID = 1L;

    public DivergedException(String message) {
        this(message, null);
    }

    public DivergedException(String message, Throwable cause) {
        super(70, message, cause);
    }
}
