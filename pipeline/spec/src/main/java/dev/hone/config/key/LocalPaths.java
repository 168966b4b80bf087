package dev.hone.config.key;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What the machine that reads a specification knows of the places that it names; of those of an object store it knows nothing. */
final class LocalPaths {

    private LocalPaths() {}

    /** Whether a file or folder is there, as far as its path is local and holds no wildcard. */
    static boolean mayExist(String location) {
        if (location.contains("://") || location.matches(".*[*?{\\[].*")) {
            return true;
        }
        try {
            return Files.exists(local(location));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whether it is a folder, or one can be made: no file stands in its way. */
    static boolean mayBeFolder(String location) {
        if (location.contains("://")) {
            return true;
        }
        try {
            Path path = local(location).toAbsolutePath();
            while (path != null && !Files.exists(path)) {
                path = path.getParent();
            }
            return path == null || Files.isDirectory(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Path local(String location) {
        return Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location);
    }
}
