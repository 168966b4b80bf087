package dev.hone.serving.table;

import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.TableNotFoundException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Tables as they are now. While a table has its last commit and no later one, which two looks at files tell, what was read of its log stays
 * right. Safe for use by several threads.
 */
final class Snapshots {

    /** A commit that is younger may be another table's, which has just come in the place of the one that was read. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private record Known(Snapshot snapshot, long modifiedAt, long bytes) {

        boolean isOf(FileStatus commit) {
            return commit.getModificationTime() == modifiedAt && commit.getLen() == bytes;
        }
    }

    private final Engine engine;
    private final Configuration configuration;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Snapshots(Engine engine, Configuration configuration) {
        this.engine = engine;
        this.configuration = configuration;
    }

    /** The latest one; empty where there is no table. */
    Optional<Snapshot> latest(String table) throws IOException {
        Known before = known.get(table);
        if (before != null && isLatest(table, before)) {
            return Optional.of(before.snapshot());
        }
        known.remove(table);
        long startMillis = Clock.systemUTC().millis();
        try {
            Snapshot snapshot = Table.forPath(engine, table).getLatestSnapshot(engine);
            commit(table, snapshot.getVersion())
                    .filter(commit -> commit.getModificationTime() + SETTLED.toMillis() < startMillis)
                    .ifPresent(commit ->
                            known.put(table, new Known(snapshot, commit.getModificationTime(), commit.getLen())));
            return Optional.of(snapshot);
        } catch (TableNotFoundException none) {
            return Optional.empty();
        }
    }

    private boolean isLatest(String table, Known before) throws IOException {
        long version = before.snapshot().getVersion();
        return commit(table, version).filter(before::isOf).isPresent()
                && commit(table, version + 1).isEmpty();
    }

    private Optional<FileStatus> commit(String table, long version) throws IOException {
        Path file = new Path(table, String.format(Locale.ROOT, "_delta_log/%020d.json", version));
        FileSystem files = file.getFileSystem(configuration);
        try {
            return Optional.of(files.getFileStatus(file));
        } catch (FileNotFoundException none) {
            return Optional.empty();
        }
    }
}
