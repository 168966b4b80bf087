package dev.hone.table;

import dev.hone.schema.Column;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What a table is, before it exists.
 *
 * @param name plural, as in SQL
 * @param comment what one row is
 * @param columns ids first
 * @param constraints CHECK constraints by name
 * @param statisticsColumns columns on which Delta keeps file statistics; long texts and arrays are left out because statistics on them
 *     nearly double the cost of an append
 */
public record TableDefinition(
        String name,
        String comment,
        List<Column> columns,
        Map<String, String> constraints,
        List<String> statisticsColumns) {

    public TableDefinition {
        columns = List.copyOf(columns);
        constraints = Map.copyOf(constraints);
        statisticsColumns = List.copyOf(statisticsColumns);
    }

    /** The Spark schema, with comments. */
    public StructType schema() {
        StructType schema = new StructType();
        for (Column column : columns) {
            schema = schema.add(column.name(), DataType.fromDDL(column.type()), column.nullable(), column.comment());
        }
        return schema;
    }
}
