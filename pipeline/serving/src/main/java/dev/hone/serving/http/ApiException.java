package dev.hone.serving.http;

import java.util.Optional;
import java.util.OptionalInt;

/** A question that is not answered, and why. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final String parameter;
    private final int retryAfterSeconds;

    private ApiException(int status, String code, String parameter, int retryAfterSeconds, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.parameter = parameter;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /**
     * Without a code.
     *
     * @param status of HTTP, from 400 on
     * @param message problem, why, what to do
     */
    public ApiException(int status, String message) {
        this(status, "", "", 0, message);
    }

    /** What is asked for is not there. */
    public static ApiException notFound(String message) {
        return new ApiException(404, message);
    }

    /** The question is wrong. */
    public static ApiException invalid(String message) {
        return new ApiException(400, message);
    }

    /** The same, with the parameter that is wrong. */
    public static ApiException invalid(String parameter, String message) {
        return new ApiException(400, "invalid_value", parameter, 0, message);
    }

    /** The same with a code for programs, such as {@code model_not_found}. */
    public ApiException withCode(String word) {
        return new ApiException(status, word, parameter, retryAfterSeconds, getMessage());
    }

    /** The same for who may ask again later. */
    public ApiException retryAfter(int seconds) {
        return new ApiException(status, code, parameter, seconds, getMessage());
    }

    public int status() {
        return status;
    }

    /** For programs; empty where there is none. */
    public Optional<String> code() {
        return Optional.of(code).filter(word -> !word.isEmpty());
    }

    /** The parameter that is wrong; empty where it is not one alone. */
    public Optional<String> parameter() {
        return Optional.of(parameter).filter(name -> !name.isEmpty());
    }

    /** When to ask again; empty where that does not help. */
    public OptionalInt retryAfterSeconds() {
        return retryAfterSeconds == 0 ? OptionalInt.empty() : OptionalInt.of(retryAfterSeconds);
    }
}
