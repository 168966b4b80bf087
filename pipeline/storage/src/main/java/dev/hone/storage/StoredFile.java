package dev.hone.storage;

import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * One file as a listing shows it.
 *
 * @param path as its file system spells it
 * @param bytes its length
 * @param version tells its content from a former one under the same path: the ETag where the storage has one, else the time of the last
 *     change
 */
public record StoredFile(String path, long bytes, String version) {

    /** The file of a status. */
    public static StoredFile of(FileStatus status) {
        Optional<String> etag =
                status instanceof EtagSource tagged ? Optional.ofNullable(tagged.getEtag()) : Optional.empty();
        return etag.map(tag -> new StoredFile(status.getPath().toString(), status.getLen(), unquoted(tag)))
                .orElseGet(() -> of(status.getPath(), status.getLen(), status.getModificationTime()));
    }

    /** A file of a storage without ETags. */
    static StoredFile of(Path path, long bytes, long changedMillis) {
        return new StoredFile(path.toString(), bytes, "changed " + Instant.ofEpochMilli(changedMillis));
    }

    /** An ETag without the quotes that some answers of S3 have around it. */
    static String unquoted(String etag) {
        return etag.replace("\"", "");
    }
}
