package dev.hone.error;

/** The specification, a command's arguments or the identity of a run is wrong; running again will not help. Exit code 78. */
public final class ConfigException extends HoneException {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        this(message, null);
    }

    public ConfigException(String message, Throwable cause) {
        super(78, message, cause);
    }
}
