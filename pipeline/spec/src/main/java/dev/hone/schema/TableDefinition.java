package dev.hone.schema;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a table is, before it exists.
 *
 * @param name plural, as in SQL
 * @param comment what one row is
 * @param columns ids first
 * @param constraints CHECK constraints by name
 * @param statisticsColumns columns on which Delta keeps file statistics; long texts and arrays are not among them because statistics on
 *     them nearly double the cost of an append
 * @param reader the record of a row
 */
public record TableDefinition<R>(
        String name,
        String comment,
        List<Column<R, ?>> columns,
        Map<String, String> constraints,
        List<String> statisticsColumns,
        Function<StoredRow, R> reader) {

    public TableDefinition {
        columns = List.copyOf(columns);
        constraints = Map.copyOf(constraints);
        statisticsColumns = List.copyOf(statisticsColumns);
    }
}
