package dev.hone.serving.http;

/** A question that is not answered, and why. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * @param status of HTTP, from 400 on
     * @param message problem, why, what to do
     */
    public ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** What is asked for is not there. */
    public static ApiException notFound(String message) {
        return new ApiException(404, message);
    }

    /** The question is wrong. */
    public static ApiException invalid(String message) {
        return new ApiException(400, message);
    }

    public int status() {
        return status;
    }
}
