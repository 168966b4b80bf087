package dev.hone.serving.table;

import dev.hone.error.StorageException;
import dev.hone.schema.TableDefinition;
import io.delta.kernel.Scan;
import io.delta.kernel.ScanBuilder;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;

/** The tables of one warehouse as they are now, row by row. Safe for use by several threads. */
public final class TableReader {

    /** Some 150 MB of rows. */
    private static final long MAX_KEPT_FILE_BYTES = 16L << 20;

    private final String warehouse;
    private final Engine engine;
    private final FileRows kept = new FileRows(MAX_KEPT_FILE_BYTES);
    private final Map<String, String> names = new ConcurrentHashMap<>();

    /**
     * @param warehouse folder of the tables, on a disk or in an object store
     * @param configuration how Hadoop reaches it
     */
    public TableReader(String warehouse, Configuration configuration) {
        this.warehouse = warehouse;
        this.engine = DefaultEngine.create(configuration);
    }

    public String warehouse() {
        return warehouse;
    }

    /** The rows that are asked for; none where the table is not there yet. */
    public <R> List<R> rows(TableDefinition<R> table, Where<R> where) {
        List<R> rows = new ArrayList<>();
        forEach(table, where, row -> {
            rows.add(row);
            return true;
        });
        return rows;
    }

    /**
     * Shows the rows that are asked for, file by file, until the visitor has enough.
     *
     * @throws StorageException when a file cannot be read
     */
    public <R> void forEach(TableDefinition<R> table, Where<R> where, RowVisitor<R> visitor) {
        try {
            Optional<Snapshot> snapshot = snapshot(table.name());
            if (snapshot.isPresent()) {
                visit(table, where, snapshot.get(), visitor);
            }
        } catch (IOException e) {
            throw new StorageException(
                    "The table " + table.name() + " of " + warehouse + " cannot be read: " + e.getMessage()
                            + ". Nothing was changed; look at the storage, then ask again",
                    e);
        }
    }

    private Optional<Snapshot> snapshot(String table) {
        try {
            return Optional.of(Table.forPath(engine, warehouse + "/" + table).getLatestSnapshot(engine));
        } catch (TableNotFoundException none) {
            return Optional.empty();
        }
    }

    private <R> void visit(TableDefinition<R> table, Where<R> where, Snapshot snapshot, RowVisitor<R> visitor)
            throws IOException {
        ScanBuilder builder = snapshot.getScanBuilder();
        Scan scan = where.predicate().map(builder::withFilter).orElse(builder).build();
        Row state = scan.getScanState(engine);
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> files = batches.next().getRows()) {
                    while (files.hasNext()) {
                        if (!visit(rowsOf(files.next(), state, table), where, visitor)) {
                            return;
                        }
                    }
                }
            }
        }
    }

    private static <R> boolean visit(List<R> rows, Where<R> where, RowVisitor<R> visitor) {
        for (R row : rows) {
            if (where.holds(row) && !visitor.visit(row)) {
                return false;
            }
        }
        return true;
    }

    private <R> List<R> rowsOf(Row scanFile, Row state, TableDefinition<R> table) throws IOException {
        FileStatus file = InternalScanFileUtils.getAddFileStatus(scanFile);
        boolean whole = InternalScanFileUtils.getDeletionVectorDescriptorFromRow(scanFile) == null;
        Optional<List<R>> before = whole ? kept.of(file.getPath()) : Optional.empty();
        if (before.isPresent()) {
            return before.get();
        }
        List<R> rows = read(scanFile, file, state, table);
        if (whole) {
            kept.keep(file.getPath(), rows, file.getSize());
        }
        return rows;
    }

    private <R> List<R> read(Row scanFile, FileStatus file, Row state, TableDefinition<R> table) throws IOException {
        List<R> rows = new ArrayList<>();
        StructType physical = ScanStateRow.getPhysicalDataReadSchema(engine, state);
        try (CloseableIterator<ColumnarBatch> read = engine.getParquetHandler()
                        .readParquetFiles(Utils.singletonCloseableIterator(file), physical, Optional.empty());
                CloseableIterator<FilteredColumnarBatch> logical =
                        Scan.transformPhysicalData(engine, state, scanFile, read)) {
            while (logical.hasNext()) {
                FilteredColumnarBatch batch = logical.next();
                StructType schema = batch.getData().getSchema();
                try (CloseableIterator<Row> physicalRows = batch.getRows()) {
                    while (physicalRows.hasNext()) {
                        rows.add(table.reader().apply(new KernelRow(schema, physicalRows.next(), names)));
                    }
                }
            }
        }
        return List.copyOf(rows);
    }
}
