package dev.hone.storage;

import dev.hone.error.StorageException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/** Says what to do about storage that failed. */
public final class StorageFailure {

    /** In messages of Spark, before the dot that ends the sentence. */
    private static final Pattern LOCAL_PATH = Pattern.compile("file:/*(/.+?)(?=\\.? SQLSTATE|\\. |[\\n:,'\"]|\\.?$)");

    private StorageFailure() {}

    /**
     * The error for the user.
     *
     * @param problem what could not be done, such as "The file x cannot be read"
     * @param consequence what that means for what was begun, such as "Nothing of this run has been written"
     */
    public static StorageException of(String problem, IOException cause, String consequence) {
        return new StorageException(
                problem + ". " + FailureKind.of(cause).advice() + " " + consequence + " The cause: "
                        + cause.getMessage(),
                cause);
    }

    /** The failure of S3, or of a disk, among the causes of an error, for what Spark and Delta could not read or write. */
    public static Optional<StorageException> in(Throwable thrown) {
        return in(
                thrown,
                "The storage failed" + place(thrown).map(path -> " at " + path).orElse(""));
    }

    /** The same of something whose path is known. */
    public static Optional<StorageException> in(Throwable thrown, String problem) {
        Optional<IOException> wrapping = Optional.empty();
        for (Throwable cause = thrown; cause != null; cause = next(cause)) {
            if (cause instanceof IOException failure) {
                wrapping = Optional.of(failure);
            }
            boolean known = isClassOfS3(cause)
                    || wrapping.filter(failure -> FailureKind.of(failure).isOfTheDisk())
                            .isPresent();
            if (known && wrapping.isPresent()) {
                return wrapping.map(failure -> of(problem, failure, "What was committed stays."));
            }
        }
        return Optional.empty();
    }

    /** The path that the failure names, or what Spark was writing to. */
    private static Optional<String> place(Throwable thrown) {
        Optional<String> place = Optional.empty();
        for (Throwable cause = thrown; cause != null; cause = next(cause)) {
            if (cause instanceof FileSystemException failure && failure.getFile() != null) {
                return Optional.of(failure.getFile());
            }
            Matcher path = LOCAL_PATH.matcher(String.valueOf(cause.getMessage()));
            if (path.find()) {
                place = Optional.of(path.group(1));
            }
        }
        return place;
    }

    private static Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }

    /** A path as people write it: local ones without a scheme. */
    public static String shown(Path path) {
        return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
    }

    /** Whether S3 is behind a failure. */
    static boolean isOfS3(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, StorageFailure::next).anyMatch(StorageFailure::isClassOfS3);
    }

    /** By name: where S3 is not used its libraries may be missing. */
    private static boolean isClassOfS3(Throwable cause) {
        String name = cause.getClass().getName();
        return name.startsWith("org.apache.hadoop.fs.s3a.") || name.startsWith("software.amazon.awssdk.");
    }

    /**
     * Whether a storage is closed to whoever asks: there are no credentials, or they do not allow it. Not where they are expired or wrong,
     * or where the storage is busy or cannot be reached: that passes, or can be mended.
     */
    public static boolean isWithoutAccess(StorageException failure) {
        return failure.getCause() instanceof IOException cause
                && Set.of(FailureKind.NO_CREDENTIALS, FailureKind.DENIED, FailureKind.PERMISSION)
                        .contains(FailureKind.of(cause));
    }
}
