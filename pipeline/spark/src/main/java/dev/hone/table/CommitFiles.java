package dev.hone.table;

import dev.hone.error.DataException;
import dev.hone.storage.StorageFailure;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The commits among the files of a Delta log: one file for each version of the table. */
final class CommitFiles {

    private static final Pattern NAME = Pattern.compile("\\d{20}\\.json");

    private CommitFiles() {}

    static boolean isCommit(Path file) {
        return NAME.matcher(file.getName()).matches();
    }

    /**
     * A listing of a log in which no commit is empty. Delta takes an empty one, which a disk may leave after a loss of power, for a version
     * that changed nothing.
     *
     * @throws DataException at an empty commit
     */
    static Iterator<FileStatus> noneEmpty(Iterator<FileStatus> log) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return log.hasNext();
            }

            @Override
            public FileStatus next() {
                FileStatus file = log.next();
                if (file.getLen() == 0 && isCommit(file.getPath())) {
                    throw empty(file.getPath());
                }
                return file;
            }

            @Override
            public void forEachRemaining(Consumer<? super FileStatus> action) {
                while (hasNext()) {
                    action.accept(next());
                }
            }
        };
    }

    private static DataException empty(Path commit) {
        String file = StorageFailure.shown(commit);
        return new DataException("Version " + version(commit) + " of the Delta table "
                + StorageFailure.shown(commit.getParent().getParent()) + " is lost: " + file
                + " is empty, as after a loss of power. Restore it. Where it is the last of the table, it can be moved"
                + " away, together with " + file.replaceFirst("json$", "crc")
                + ": a run that is resumed then says what is"
                + " missing, and computes again what it can.");
    }

    /** The commit that makes a version of a table. */
    static Path path(String table, long version) {
        return new Path(table, String.format(Locale.ROOT, "_delta_log/%020d.json", version));
    }

    /** The version that a commit makes. */
    static long version(Path commit) {
        return Long.parseLong(commit.getName().replaceFirst("\\..*", ""));
    }
}
