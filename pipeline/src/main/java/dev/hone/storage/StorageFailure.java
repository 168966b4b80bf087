package dev.hone.storage;

import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import java.util.Set;

/** Says what to do about storage that failed. */
public final class StorageFailure {

    private StorageFailure() {}

    /**
     * The error for the user.
     *
     * @param problem what could not be done, such as "The file x cannot be read"
     * @param consequence what that means for what was begun, such as "Nothing of this run has been written"
     */
    public static StorageException of(String problem, IOException cause, String consequence) {
        return new StorageException(
                problem + ". " + advice(cause) + " " + consequence + " The cause: " + cause.getMessage(), cause);
    }

    /** The failure of S3 among the causes of an error, for what Spark and Delta could not read or write. */
    public static Optional<StorageException> in(Throwable thrown) {
        Optional<IOException> wrapping = Optional.empty();
        for (Throwable cause = thrown; cause != null && cause.getCause() != cause; cause = cause.getCause()) {
            if (cause instanceof IOException failure) {
                wrapping = Optional.of(failure);
            }
            if (isOfS3(cause) && wrapping.isPresent()) {
                return wrapping.map(failure -> of("The storage failed", failure, "What was committed stays."));
            }
        }
        return Optional.empty();
    }

    /** By name: where S3 is not used its libraries may be missing. */
    private static boolean isOfS3(Throwable cause) {
        String name = cause.getClass().getName();
        return name.startsWith("org.apache.hadoop.fs.s3a.") || name.startsWith("software.amazon.awssdk.");
    }

    /**
     * Whether a storage is closed to whoever asks: there are no credentials, or they do not allow it. Not where they are expired or wrong,
     * or where the storage is busy or cannot be reached: that passes, or can be mended.
     */
    public static boolean isWithoutAccess(StorageException failure) {
        return failure.getCause() instanceof IOException cause
                && Set.of(Kind.NO_CREDENTIALS, Kind.DENIED).contains(Kind.of(cause));
    }

    private static String advice(IOException cause) {
        return Kind.of(cause).advice;
    }

    private enum Kind {
        EXPIRED("The credentials have expired: renew them, then run again."),
        WRONG("The credentials are wrong: correct them, then run again."),
        NO_CREDENTIALS(
                "There are no credentials: docs/storage.md says where they are looked for. Set them, then run again."),
        DENIED("The credentials do not allow it: docs/storage.md lists the permissions that are needed."),
        BUSY("The storage asked for fewer requests for longer than they are repeated: run again later."),
        OTHER("Check that the storage can be reached and read, then run again.");

        private final String advice;

        Kind(String advice) {
            this.advice = advice;
        }

        /** S3A has a class for few of S3's errors, but names S3's code in every message. */
        private static Kind of(IOException cause) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains("ExpiredToken") || message.contains("RequestExpired")) {
                return EXPIRED;
            }
            if (message.contains("InvalidAccessKeyId") || message.contains("SignatureDoesNotMatch")) {
                return WRONG;
            }
            if (message.contains("Unable to load credentials") || message.contains("No AWS Credentials provided")) {
                return NO_CREDENTIALS;
            }
            if (cause instanceof AccessDeniedException || message.contains("AccessDenied")) {
                return DENIED;
            }
            return message.contains("SlowDown") || message.contains("503") ? BUSY : OTHER;
        }
    }
}
