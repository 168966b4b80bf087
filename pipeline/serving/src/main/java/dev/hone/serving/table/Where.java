package dev.hone.serving.table;

import dev.hone.schema.Column;
import dev.hone.schema.StoredRow;
import io.delta.kernel.expressions.And;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which rows of a table are asked for: those whose values are these. Files that cannot hold one, by Delta's statistics, are not opened.
 *
 * @param conditions all of them hold
 */
public record Where<R>(List<Condition<R>> conditions) {

    private static final String EQUAL = "=";
    private static final String AT_LEAST = ">=";
    private static final String AT_MOST = "<=";

    /**
     * How the value of a column compares.
     *
     * @param operator {@code =}, {@code >=} or {@code <=}
     * @param value as it is stored: a String or an Integer
     */
    record Condition<R>(Column<R, ?> column, String operator, Object value) {

        Condition {
            if (!(value instanceof String) && !(value instanceof Integer)) {
                throw new IllegalArgumentException(
                        "rows are chosen by texts and whole numbers, not by " + value.getClass());
            }
        }

        Predicate predicate() {
            Literal literal = value instanceof String text ? Literal.ofString(text) : Literal.ofInt((Integer) value);
            return new Predicate(operator, new io.delta.kernel.expressions.Column(column.name()), literal);
        }

        boolean holds(Optional<Object> stored) {
            return stored.filter(there -> switch (operator) {
                        case AT_LEAST -> (Integer) there >= (Integer) value;
                        case AT_MOST -> (Integer) there <= (Integer) value;
                        default -> there.equals(value);
                    })
                    .isPresent();
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
        return and(new Condition<>(column, EQUAL, column.type().stored(value).orElseThrow()));
    }

    /** Of these the rows whose number is from one to another, both included. */
    public Where<R> between(Column<R, Integer> column, int least, int greatest) {
        return and(new Condition<>(column, AT_LEAST, least)).and(new Condition<>(column, AT_MOST, greatest));
    }

    private Where<R> and(Condition<R> condition) {
        List<Condition<R>> more = new ArrayList<>(conditions);
        more.add(condition);
        return new Where<>(more);
    }

    /** For leaving out files; empty where all are read. */
    Optional<Predicate> predicate() {
        return conditions.stream().map(Condition::predicate).reduce(And::new);
    }

    /** Whether a row is one of them. */
    boolean holds(R row) {
        return conditions.stream()
                .allMatch(condition -> condition.holds(condition.column().stored(row)));
    }

    /** The same of a row that is not a record yet: to make one costs far more than to look. */
    boolean holdsStored(StoredRow row) {
        return conditions.stream()
                .allMatch(condition ->
                        condition.holds(row.value(condition.column().name())));
    }
}
