package dev.hone.serving.table;

import dev.hone.schema.Column;
import io.delta.kernel.Scan;
import io.delta.kernel.ScanBuilder;
import io.delta.kernel.Snapshot;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The data files of a table, as it was at one moment, that may hold what is asked for. Safe for use by several threads.
 *
 * @param state what all files have in common
 */
record TableFiles(Engine engine, Row state, List<Row> files) {

    /** Looks at a row, which is valid until it returns. */
    @FunctionalInterface
    interface Look {
        void at(StructType schema, Row row);
    }

    /** All columns of the files that may hold such rows. */
    static TableFiles of(Engine engine, Snapshot snapshot, Where<?> where) throws IOException {
        return of(engine, snapshot.getScanBuilder(), where);
    }

    /** Some columns of them. */
    static TableFiles of(Engine engine, Snapshot snapshot, Where<?> where, Collection<? extends Column<?, ?>> columns)
            throws IOException {
        Set<String> names = columns.stream().map(Column::name).collect(Collectors.toSet());
        List<StructField> fields = snapshot.getSchema().fields().stream()
                .filter(field -> names.contains(field.getName()))
                .toList();
        return of(engine, snapshot.getScanBuilder().withReadSchema(new StructType(fields)), where);
    }

    private static TableFiles of(Engine engine, ScanBuilder columns, Where<?> where) throws IOException {
        Scan scan = where.predicate().map(columns::withFilter).orElse(columns).build();
        List<Row> files = new ArrayList<>();
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    rows.forEachRemaining(files::add);
                }
            }
        }
        return new TableFiles(engine, scan.getScanState(engine), files);
    }

    /** The same, those first that were written last. */
    TableFiles newestFirst() {
        Comparator<Row> byTime = Comparator.comparingLong(file -> status(file).getModificationTime());
        return new TableFiles(
                engine, state, files.stream().sorted(byTime.reversed()).toList());
    }

    static FileStatus status(Row file) {
        return InternalScanFileUtils.getAddFileStatus(file);
    }

    /** Whether a file alone says which rows it holds. */
    static boolean isWhole(Row file) {
        return InternalScanFileUtils.getDeletionVectorDescriptorFromRow(file) == null;
    }

    /** Shows all rows of a file. */
    void read(Row file, Look look) throws IOException {
        StructType physical = ScanStateRow.getPhysicalDataReadSchema(engine, state);
        try (CloseableIterator<ColumnarBatch> read = engine.getParquetHandler()
                        .readParquetFiles(Utils.singletonCloseableIterator(status(file)), physical, Optional.empty());
                CloseableIterator<FilteredColumnarBatch> logical =
                        Scan.transformPhysicalData(engine, state, file, read)) {
            while (logical.hasNext()) {
                FilteredColumnarBatch batch = logical.next();
                StructType schema = batch.getData().getSchema();
                try (CloseableIterator<Row> rows = batch.getRows()) {
                    rows.forEachRemaining(row -> look.at(schema, row));
                }
            }
        }
    }
}
