package dev.hone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What lies in the folders of a warehouse, as another process sees it while a driver works. */
public final class TableFiles {

    private TableFiles() {}

    /** Commits of a table, its creation included. */
    public static long commits(Path warehouse, String table) {
        return count(warehouse.resolve(table).resolve("_delta_log"), "0", ".json");
    }

    /** Whether a folder of the warehouse has a file whose name begins like this. */
    public static boolean hasFile(Path warehouse, String directory, String prefix) {
        return count(warehouse.resolve(directory), prefix, "") > 0;
    }

    private static long count(Path directory, String prefix, String suffix) {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix) && name.endsWith(suffix))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
