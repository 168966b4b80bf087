package dev.hone.table;

import dev.hone.schema.Column;
import dev.hone.schema.TableDefinition;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Between the records of a table and the rows of Spark. */
public record RowCodec<R>(TableDefinition<R> definition) {
    /** The columns with their comments. */
    public StructType schema() {
        StructType schema = new StructType();
        for (Column<?, ?> column : definition.columns()) {
            schema = schema.add(
                    column.name(),
                    DataType.fromDDL(column.type().sql()),
                    column.type().nullable(),
                    column.comment());
        }
        return schema;
    }

    Row row(R record) {
        return RowFactory.create(definition.columns().stream()
                .map(column -> column.stored(record).map(RowCodec::ofSpark).orElse(null))
                .toArray());
    }

    R record(Row row) {
        return definition.reader().apply(new SparkRow(row));
    }

    private static Object ofSpark(Object value) {
        return value instanceof List<?> list ? list.toArray() : value;
    }
}
