package dev.hone.schema;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** The type of a column in SQL, that of its values in Java, and the way between what is stored and the value. */
public final class ColumnType<T> {

    public static final ColumnType<String> STRING = scalar("STRING", String.class);
    public static final ColumnType<Boolean> BOOLEAN = scalar("BOOLEAN", Boolean.class);
    public static final ColumnType<Integer> INT = scalar("INT", Integer.class);
    public static final ColumnType<Long> BIGINT = scalar("BIGINT", Long.class);
    public static final ColumnType<Double> DOUBLE = scalar("DOUBLE", Double.class);
    /** To the microsecond, UTC: {@link Timestamps}. */
    public static final ColumnType<Instant> TIMESTAMP = scalar("TIMESTAMP", Instant.class);

    public static final ColumnType<List<Integer>> INTS = list("ARRAY<INT>", Integer.class);
    public static final ColumnType<List<Float>> FLOATS = list("ARRAY<FLOAT>", Float.class);
    public static final ColumnType<Map<String, String>> STRINGS_BY_NAME = map("MAP<STRING, STRING>", String.class);
    public static final ColumnType<Map<String, Double>> DOUBLES_BY_NAME = map("MAP<STRING, DOUBLE>", Double.class);

    private final String sql;
    private final boolean nullable;
    private final Function<T, Optional<Object>> store;
    private final Function<Optional<Object>, T> load;

    private ColumnType(
            String sql, boolean nullable, Function<T, Optional<Object>> store, Function<Optional<Object>, T> load) {
        this.sql = sql;
        this.nullable = nullable;
        this.store = store;
        this.load = load;
    }

    /** The type of values that may be missing. */
    public static <T> ColumnType<Optional<T>> optional(ColumnType<T> type) {
        return new ColumnType<>(
                type.sql,
                true,
                value -> value.flatMap(type.store),
                stored -> stored.map(there -> type.load.apply(Optional.of(there))));
    }

    /** Numbers that may be missing. */
    public static ColumnType<OptionalDouble> optionalDouble() {
        return optional(DOUBLE)
                .as(
                        value -> value.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                        value -> value.stream().boxed().findFirst());
    }

    /** Whole numbers that may be missing. */
    public static ColumnType<OptionalLong> optionalLong() {
        return optional(BIGINT)
                .as(
                        value -> value.map(OptionalLong::of).orElse(OptionalLong.empty()),
                        value -> value.stream().boxed().findFirst());
    }

    /** Values that are stored as those of this type. */
    public <U> ColumnType<U> as(Function<T, U> read, Function<U, T> write) {
        return new ColumnType<>(sql, nullable, store.compose(write), load.andThen(read));
    }

    /** As Spark SQL writes it. */
    public String sql() {
        return sql;
    }

    public boolean nullable() {
        return nullable;
    }

    /** What is stored for a value; empty is NULL. */
    public Optional<Object> stored(T value) {
        return store.apply(value);
    }

    /**
     * The value that was stored.
     *
     * @throws NoSuchElementException when it is missing and must not be
     */
    public T value(Optional<Object> stored) {
        return load.apply(stored);
    }

    private static <T> ColumnType<T> scalar(String sql, Class<T> type) {
        return required(sql, type::cast);
    }

    private static <E> ColumnType<List<E>> list(String sql, Class<E> type) {
        return required(
                sql, stored -> ((List<?>) stored).stream().map(type::cast).toList());
    }

    /** In the order in which it was stored. */
    private static <V> ColumnType<Map<String, V>> map(String sql, Class<V> type) {
        return required(sql, stored -> {
            Map<String, V> values = new LinkedHashMap<>();
            ((Map<?, ?>) stored).forEach((name, value) -> values.put((String) name, type.cast(value)));
            return Collections.unmodifiableMap(values);
        });
    }

    private static <T> ColumnType<T> required(String sql, Function<Object, T> cast) {
        return new ColumnType<>(
                sql,
                false,
                Optional::of,
                stored -> cast.apply(
                        stored.orElseThrow(() -> new NoSuchElementException("a value of type " + sql + " is NULL"))));
    }
}
