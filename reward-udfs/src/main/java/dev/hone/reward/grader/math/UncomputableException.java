package dev.hone.reward.grader.math;

/** Mathematics that has no value, or none within the limits: 1/0, 9^9^9. */
public final class UncomputableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UncomputableException(String message) {
        super(message, null, false, false);
    }
}
