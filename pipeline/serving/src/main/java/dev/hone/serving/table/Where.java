package dev.hone.serving.table;

import dev.hone.schema.Column;
import io.delta.kernel.expressions.And;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which rows of a table are asked for: those that have these values. Files that cannot hold one, by Delta's statistics, are not opened.
 *
 * @param conditions all of them hold
 */
public record Where<R>(List<Condition<R>> conditions) {

    /**
     * A column has a value.
     *
     * @param value as it is stored: a String or an Integer
     */
    record Condition<R>(Column<R, ?> column, Object value) {

        Condition {
            if (!(value instanceof String) && !(value instanceof Integer)) {
                throw new IllegalArgumentException(
                        "rows are chosen by texts and whole numbers, not by " + value.getClass());
            }
        }

        Predicate predicate() {
            Literal literal = value instanceof String text ? Literal.ofString(text) : Literal.ofInt((Integer) value);
            return new Predicate("=", new io.delta.kernel.expressions.Column(column.name()), literal);
        }

        boolean holds(R row) {
            return column.stored(row).filter(value::equals).isPresent();
        }
    }

    public Where {
        conditions = List.copyOf(conditions);
    }

    /** Every row. */
    public static <R> Where<R> all() {
        return new Where<>(List.of());
    }

    /** The rows that have this value too. */
    public <T> Where<R> and(Column<R, T> column, T value) {
        Object stored = column.type().stored(value).orElseThrow();
        List<Condition<R>> more = new ArrayList<>(conditions);
        more.add(new Condition<>(column, stored));
        return new Where<>(more);
    }

    /** For leaving out files; empty where all are read. */
    Optional<Predicate> predicate() {
        return conditions.stream().map(Condition::predicate).reduce(And::new);
    }

    /** Whether a row is one of them. */
    boolean holds(R row) {
        return conditions.stream().allMatch(condition -> condition.holds(row));
    }
}
