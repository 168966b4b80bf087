package dev.hone.ingest.dedup;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that are used more than once, and given up together. They wait on disk: texts in the heap cost more time in its collector than
 * reading them again.
 */
public final class Intermediates implements AutoCloseable {

    private final List<Dataset<Row>> kept = new ArrayList<>();

    public Dataset<Row> keep(Dataset<Row> rows) {
        if (!kept.contains(rows)) {
            kept.add(rows.persist(StorageLevel.DISK_ONLY()));
        }
        return rows;
    }

    @Override
    public void close() {
        kept.forEach(rows -> rows.unpersist(true));
    }
}
