package dev.hone.table;

import dev.hone.error.DataException;
import dev.hone.storage.StorageFailure;
import java.io.FileNotFoundException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Recognises a Delta table whose log or data is damaged or lost, among the causes of an error. */
public final class DamagedTable {

    private static final Pattern UNREADABLE =
            Pattern.compile("Encountered error while reading file (.+?\\.(?:parquet|json))\\.");
    private static final Pattern FIRST_COMMITS_LOST =
            Pattern.compile("\\[DELTA_TRUNCATED_TRANSACTION_LOG] (.+?\\.json):");
    private static final Pattern GAP =
            Pattern.compile("\\[DELTA_VERSIONS_NOT_CONTIGUOUS] Versions \\((\\d+), (\\d+)\\)");
    private static final Pattern DATA = Pattern.compile("part-\\d{5}-.*\\.parquet");
    private static final String LOG = "_delta_log";
    private static final int LONGEST_CAUSE = 200;

    private DamagedTable() {}

    /** The error for the user, where a file of a table could not be read. */
    public static Optional<DataException> in(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = next(cause)) {
            String message = String.valueOf(cause.getMessage());
            Matcher unreadable = UNREADABLE.matcher(message);
            if (unreadable.find() && isOfTable(new Path(unreadable.group(1)))) {
                return Optional.of(damaged(new Path(unreadable.group(1)), innermost(cause), thrown));
            }
            Matcher lost = FIRST_COMMITS_LOST.matcher(message);
            if (lost.find()) {
                return Optional.of(damaged(new Path(lost.group(1)), new FileNotFoundException(), thrown));
            }
        }
        return Optional.empty();
    }

    /** The same at the look at a table's log, where Delta does not name the table. */
    static Optional<DataException> in(Throwable thrown, String table) {
        return in(thrown).or(() -> Stream.iterate(thrown, Objects::nonNull, DamagedTable::next)
                .map(cause -> GAP.matcher(String.valueOf(cause.getMessage())))
                .filter(Matcher::find)
                .findFirst()
                .map(gap -> damaged(
                        CommitFiles.path(table, Long.parseLong(gap.group(1)) + 1),
                        new FileNotFoundException(),
                        thrown)));
    }

    private static boolean isOfTable(Path file) {
        return file.getParent().getName().equals(LOG)
                || DATA.matcher(file.getName()).matches();
    }

    private static DataException damaged(Path file, Throwable why, Throwable thrown) {
        boolean ofLog = file.getParent().getName().equals(LOG);
        Path table = ofLog ? file.getParent().getParent() : file.getParent();
        String version = ofLog && CommitFiles.isCommit(file)
                ? "version " + CommitFiles.version(file)
                : new CommitLog(table.toString(), new Configuration())
                        .versionThatAdded(file.getName()).stream()
                                .mapToObj(added -> "version " + added)
                                .findFirst()
                                .orElse("a version that cannot be told");
        String problem = why instanceof FileNotFoundException ? "is missing" : "is damaged (" + firstLine(why) + ")";
        return new DataException(
                "A file of the Delta table " + StorageFailure.shown(table) + " " + problem + ": "
                        + StorageFailure.shown(file) + ", of " + version
                        + ". Restore it from a copy; docs/storage.md says what can be computed again.",
                thrown);
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable innermost = thrown;
        for (Throwable cause = thrown; cause != null; cause = next(cause)) {
            innermost = cause;
        }
        return innermost;
    }

    private static String firstLine(Throwable thrown) {
        String line = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
        return line.length() > LONGEST_CAUSE ? line.substring(0, LONGEST_CAUSE) + "…" : line;
    }

    private static Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }
}
