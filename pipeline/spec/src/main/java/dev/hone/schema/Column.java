package dev.hone.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One column of a table: what SQL knows of it, and where its value stands in the record of a row.
 *
 * @param name snake_case
 * @param type of SQL and of Java
 * @param comment what it holds, with its unit
 * @param accessor the value of a record
 */
public record Column<R, T>(String name, ColumnType<T> type, String comment, Function<R, T> accessor) {

    /** A column whose values come from records. */
    public static <R, T> Column<R, T> column(String name, ColumnType<T> type, String comment, Function<R, T> accessor) {
        return new Column<>(name, type, comment, accessor);
    }

    /** A column of a table that has no record, since queries alone write it. */
    public static <T> Column<StoredRow, T> column(String name, ColumnType<T> type, String comment) {
        return new Column<>(name, type, comment, row -> row.get(name, type));
    }

    /** The same column of a record that has this one as a part. */
    public <S> Column<S, T> of(Function<S, R> part) {
        return new Column<>(name, type, comment, accessor.compose(part));
    }

    /** The names of some columns. */
    public static List<String> names(Column<?, ?>... columns) {
        return Arrays.stream(columns).map(Column::name).toList();
    }

    /** What is stored for a record; empty is NULL. */
    public Optional<Object> stored(R row) {
        return type.stored(accessor.apply(row));
    }
}
