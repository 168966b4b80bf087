package dev.hone.storage;

import dev.hone.error.ConfigException;
import dev.hone.error.HoneException;
import java.util.Optional;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Says what to do about a path whose file system this Spark has no jars for, as a cluster often has none for S3. */
public final class MissingFileSystem {

    private MissingFileSystem() {}

    /** The error for the user, where that is among the causes of an error. */
    public static Optional<HoneException> in(Throwable thrown) {
        for (Throwable cause = thrown; cause != null && cause.getCause() != cause; cause = cause.getCause()) {
            if (cause instanceof UnsupportedFileSystemException || isMissingClass(cause)) {
                return Optional.of(new ConfigException(
                        "A path cannot be reached: " + cause.getMessage() + ". This Spark lacks the jars of that file"
                                + " system. Give them to spark-submit with --packages or --jars (docs/storage.md says"
                                + " which for S3, under \"On a cluster\"), or correct the path.",
                        thrown));
            }
        }
        return Optional.empty();
    }

    private static boolean isMissingClass(Throwable cause) {
        return cause instanceof ClassNotFoundException
                && String.valueOf(cause.getMessage()).contains("FileSystem");
    }
}
