package dev.hone.table;

import dev.hone.schema.StoredRow;
import java.sql.Timestamp;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** A row of Spark, by the names of its columns. */
public record SparkRow(Row row) implements StoredRow {

    @Override
    public Optional<Object> value(String column) {
        int at = row.fieldIndex(column);
        return Optional.ofNullable(row.get(at)).map(value -> {
            if (value instanceof Timestamp time) {
                return time.toInstant();
            }
            if (value instanceof scala.collection.Seq<?>) {
                return row.getList(at);
            }
            return value instanceof scala.collection.Map<?, ?> ? row.getJavaMap(at) : value;
        });
    }
}
