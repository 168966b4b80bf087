package dev.hone.table;

import dev.hone.schema.IngestedFileRow;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** {@code ingested_files}: one file whose records are all in the tables, so that it is not read again. */
public final class IngestedFilesTable extends HoneTable<IngestedFileRow> {

    IngestedFilesTable(Warehouse warehouse) {
        super(warehouse, IngestedFileRow.TABLE);
    }

    /** What rows of the table say of a data set: one row for each content and each settings under which it was ingested. */
    public static List<IngestedFileRow> ofDataset(Dataset<Row> rows, String dataset) {
        return rows.where(is(IngestedFileRow.DATASET, dataset)).collectAsList().stream()
                .map(new RowCodec<>(IngestedFileRow.TABLE)::record)
                .toList();
    }
}
