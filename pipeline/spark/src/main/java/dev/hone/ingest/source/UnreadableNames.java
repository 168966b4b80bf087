package dev.hone.ingest.source;

import dev.hone.error.DataException;
import dev.hone.storage.NoFile;
import java.util.List;

/** Files whose names this process cannot write, so that it cannot open them: they are never left out in silence. */
final class UnreadableNames {

    /** What to do. */
    static final String ADVICE =
            "its name has bytes that are no text in the locale of this process (Java's sun.jnu.encoding is "
                    + System.getProperty("sun.jnu.encoding")
                    + "). Start Hone with LC_ALL=C.UTF-8, on a cluster its executors too, or rename what is not UTF-8. Nothing was written.";

    private static final int SHOWN = 3;

    private UnreadableNames() {}

    /**
     * Checks what a listing found in place of files.
     *
     * @throws DataException when there is a file with such a name among it
     */
    static void requireNone(List<NoFile> noFiles) {
        List<String> names = noFiles.stream()
                .filter(noFile -> noFile.kind() == NoFile.Kind.UNREADABLE_NAME)
                .map(NoFile::shown)
                .toList();
        if (!names.isEmpty()) {
            String others = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
            throw new DataException("Cannot open "
                    + String.join(", ", names.subList(0, Math.min(names.size(), SHOWN)))
                    + others + ": " + ADVICE);
        }
    }
}
