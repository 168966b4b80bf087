package dev.hone.reward;

import static java.util.Objects.requireNonNull;

/**
 * Nobody can be asked for rewards: a judge that is down, a key that is refused, a budget that is spent. It is no error of a row, since the
 * next row would fare alike, and ends the scoring with its cause. {@link RewardResult#attempt} lets it pass.
 */
public final class RewardUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param cause what the user is told */
    public RewardUnavailableException(RuntimeException cause) {
        super(cause.getMessage(), requireNonNull(cause, "cause"));
    }

    /** Rethrows the one that is, or has caused, what was thrown. */
    static void rethrowIn(Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null && !(cause instanceof RewardUnavailableException)) {
            cause = cause.getCause() == cause ? null : cause.getCause();
        }
        if (cause != null) {
            throw (RewardUnavailableException) cause;
        }
    }
}
