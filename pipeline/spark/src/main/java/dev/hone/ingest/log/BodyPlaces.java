package dev.hone.ingest.log;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where bodies may be read from. A log record is written by others, and what it names would be opened with the rights of the job: any file
 * of the machine, any bucket that its role can read. So only the log's own bucket counts (on storages that are no buckets, the folder
 * {@code BedrockModelInvocationLogs} that the log is in, or the folder of the log), and what the specification lists.
 */
final class BodyPlaces {

    /** The folder that the service makes. */
    static final String SERVICE_FOLDER = "/BedrockModelInvocationLogs/";

    private static final Set<String> BUCKETS = Set.of("s3", "s3a", "s3n");
    private static final String LOCAL = "file";

    private final Configuration configuration;
    private final List<URI> roots = new ArrayList<>();

    /**
     * The places for one log file.
     *
     * @param listed further places, each with all below it
     * @throws IllegalArgumentException when one of these is no path
     */
    BodyPlaces(String logFile, List<String> listed, Configuration configuration) {
        this.configuration = configuration;
        roots.add(ownRoot(logFile));
        listed.forEach(place -> roots.add(resolved(new Path(place))));
    }

    /** Whether a place lies below one of the roots, when its dots and links are followed. */
    boolean allow(String place) {
        try {
            URI resolved = resolved(new Path(place));
            return roots.stream().anyMatch(root -> isBelow(resolved, root));
        } catch (IllegalArgumentException noPath) {
            return false;
        }
    }

    private URI ownRoot(String logFile) {
        Path file = new Path(logFile);
        if (BUCKETS.contains(scheme(qualified(file)))) {
            return resolved(new Path(file.toUri().resolve("/")));
        }
        int service = logFile.indexOf(SERVICE_FOLDER);
        return resolved(service < 0 ? file.getParent() : new Path(logFile.substring(0, service) + SERVICE_FOLDER));
    }

    private static boolean isBelow(URI place, URI root) {
        String folder = root.getPath().endsWith("/") ? root.getPath() : root.getPath() + "/";
        return scheme(place).equals(scheme(root))
                && authority(place).equals(authority(root))
                && (place.getPath().startsWith(folder) || place.getPath().equals(root.getPath()));
    }

    /** A path with its file system, without dots, and on the local disk without links. */
    private URI resolved(Path path) {
        URI uri = qualified(path).normalize();
        if (uri.getPath().startsWith("/..")) {
            throw new IllegalArgumentException(path + " leads out of its storage");
        }
        return scheme(uri).equals(LOCAL) && authority(uri).isEmpty() ? withoutLinks(uri) : uri;
    }

    private static URI withoutLinks(URI local) {
        try {
            java.nio.file.Path file = java.nio.file.Path.of(local.getPath());
            // What is not there cannot be read either.
            return Files.exists(file) ? file.toRealPath().toUri() : local;
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(local + " cannot be followed", e);
        }
    }

    private URI qualified(Path path) {
        return path.makeQualified(FileSystem.getDefaultUri(configuration), new Path("/"))
                .toUri();
    }

    private static String scheme(URI uri) {
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        return BUCKETS.contains(scheme) ? "s3a" : scheme;
    }

    private static String authority(URI uri) {
        return Optional.ofNullable(uri.getAuthority()).orElse("");
    }
}
