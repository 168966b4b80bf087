package dev.hone.serving.table;

import dev.hone.error.StorageException;
import dev.hone.schema.Column;
import dev.hone.schema.StoredRow;
import dev.hone.schema.TableDefinition;
import io.delta.kernel.Snapshot;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** The tables of one warehouse as they are now, row by row. Safe for use by several threads. */
public final class TableReader {

    /** Some 100 MB of rows. */
    private static final long MAX_KEPT_FILE_BYTES = 10L << 20;

    /** Of a smaller file all rows are read and kept, whatever is asked: the next question is most often about others of them. */
    private static final long SMALL_FILE_BYTES = 512L << 10;

    private static final int LOCKS = 64;

    private final String warehouse;
    private final Engine engine;
    private final Snapshots snapshots;
    private final FileRows kept = new FileRows(MAX_KEPT_FILE_BYTES);
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final List<Object> locks = Stream.generate(Object::new).limit(LOCKS).toList();

    /**
     * @param warehouse folder of the tables, on a disk or in an object store
     * @param configuration how Hadoop reaches it
     */
    public TableReader(String warehouse, Configuration configuration) {
        this.warehouse = warehouse;
        configuration.size(); // reads its files now, where they can be seen
        this.engine = DefaultEngine.create(configuration);
        this.snapshots = new Snapshots(engine, configuration);
    }

    public String warehouse() {
        return warehouse;
    }

    /**
     * The rows that are asked for; none where the table is not there yet.
     *
     * @throws StorageException when a file cannot be read
     */
    public <R> List<R> rows(TableDefinition<R> table, Where<R> where) {
        List<R> rows = new ArrayList<>();
        try {
            Optional<Snapshot> snapshot = snapshots.latest(warehouse + "/" + table.name());
            if (snapshot.isPresent()) {
                TableFiles files = TableFiles.of(engine, snapshot.get(), where);
                InOrder.each(files.files(), file -> rowsOf(files, file, table, where), more -> {
                    more.stream().filter(where::holds).forEach(rows::add);
                    return true;
                });
            }
        } catch (IOException e) {
            throw unreadable(table, e);
        }
        return rows;
    }

    /**
     * Looks through rows without keeping any of them, the files that were written last first.
     *
     * @param columns that are read; a row has no others
     * @param pick what a row gives, by any thread; the row is valid until it returns, and need not be one that is asked for
     * @param found is shown what each file gave, in this thread
     * @throws IOException that {@code found} has thrown; the search then ends
     * @throws StorageException when a file cannot be read
     */
    public <R, H> void search(
            TableDefinition<R> table,
            Collection<Column<R, ?>> columns,
            Where<R> where,
            Function<StoredRow, Optional<H>> pick,
            Found<H> found)
            throws IOException {
        Optional<TableFiles> newest = newestFirst(table, columns, where);
        if (newest.isPresent()) {
            TableFiles files = newest.get();
            AtomicInteger done = new AtomicInteger();
            InOrder.each(
                    files.files(),
                    file -> picked(files, file, table, where, pick),
                    hits -> found.show(
                            hits, done.incrementAndGet(), files.files().size()));
        }
    }

    private <R> Optional<TableFiles> newestFirst(
            TableDefinition<R> table, Collection<Column<R, ?>> columns, Where<R> where) {
        try {
            Optional<Snapshot> snapshot = snapshots.latest(warehouse + "/" + table.name());
            return snapshot.isEmpty()
                    ? Optional.empty()
                    : Optional.of(TableFiles.of(engine, snapshot.get(), where, columns)
                            .newestFirst());
        } catch (IOException e) {
            throw unreadable(table, e);
        }
    }

    private <R, H> List<H> picked(
            TableFiles files,
            Row file,
            TableDefinition<R> table,
            Where<R> where,
            Function<StoredRow, Optional<H>> pick) {
        List<H> hits = new ArrayList<>();
        try {
            files.read(file, (schema, row) -> {
                StoredRow stored = new KernelRow(schema, row, names);
                pick.apply(stored).filter(hit -> where.holdsStored(stored)).ifPresent(hits::add);
            });
        } catch (IOException e) {
            throw unreadable(table, e);
        }
        return hits;
    }

    private StorageException unreadable(TableDefinition<?> table, IOException e) {
        return new StorageException(
                "The table " + table.name() + " of " + warehouse + " cannot be read: " + e.getMessage()
                        + ". Nothing was changed; look at the storage, then ask again",
                e);
    }

    /** Those of a file that are asked for, or more of them. Who asks for what is being read waits for it. */
    private <R> List<R> rowsOf(TableFiles files, Row file, TableDefinition<R> table, Where<R> where)
            throws IOException {
        FileStatus status = TableFiles.status(file);
        Where<R> read = status.getSize() <= SMALL_FILE_BYTES ? Where.all() : where;
        if (!TableFiles.isWhole(file)) {
            return read(files, file, table, read, new AtomicInteger());
        }
        FileRows.Part part = new FileRows.Part(status.getPath(), read);
        synchronized (locks.get(Math.floorMod(part.hashCode(), locks.size()))) {
            Optional<List<R>> before = kept.of(part);
            if (before.isPresent()) {
                return before.get();
            }
            AtomicInteger all = new AtomicInteger();
            List<R> rows = read(files, file, table, read, all);
            kept.keep(part, rows, status.getSize() * rows.size() / Math.max(1, all.get()));
            return rows;
        }
    }

    /** @param all counts the rows of the file */
    private <R> List<R> read(TableFiles files, Row file, TableDefinition<R> table, Where<R> where, AtomicInteger all)
            throws IOException {
        List<R> rows = new ArrayList<>();
        files.read(file, (schema, row) -> {
            StoredRow stored = new KernelRow(schema, row, names);
            all.incrementAndGet();
            if (where.holdsStored(stored)) {
                rows.add(table.reader().apply(stored));
            }
        });
        return List.copyOf(rows);
    }
}
