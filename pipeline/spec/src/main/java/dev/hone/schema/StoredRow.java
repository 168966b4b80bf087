package dev.hone.schema;

import java.util.Optional;

/** One row as a reader of tables has it. */
public interface StoredRow {

    /**
     * The value of a column: a String, Boolean, Integer, Long, Double, Instant, List or Map.
     *
     * @return empty where it is NULL
     */
    Optional<Object> value(String column);

    default <T> T get(String column, ColumnType<T> type) {
        return type.value(value(column));
    }

    default <T> T get(Column<?, T> column) {
        return get(column.name(), column.type());
    }
}
