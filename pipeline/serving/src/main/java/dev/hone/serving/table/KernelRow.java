package dev.hone.serving.table;

import dev.hone.schema.StoredRow;
import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.data.Row;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A row as Delta Kernel gives it; valid as long as its batch is. Names in maps are shared, since the same ones stand in every row. */
record KernelRow(StructType schema, Row row, Map<String, String> names) implements StoredRow {

    @Override
    public Optional<Object> value(String column) {
        int ordinal = schema.indexOf(column);
        if (ordinal < 0 || row.isNullAt(ordinal)) {
            return Optional.empty();
        }
        return Optional.of(value(schema.at(ordinal), ordinal));
    }

    private Object value(StructField field, int ordinal) {
        DataType type = field.getDataType();
        if (type instanceof StringType) {
            return row.getString(ordinal);
        } else if (type instanceof IntegerType) {
            return row.getInt(ordinal);
        } else if (type instanceof LongType) {
            return row.getLong(ordinal);
        } else if (type instanceof DoubleType) {
            return row.getDouble(ordinal);
        } else if (type instanceof BooleanType) {
            return row.getBoolean(ordinal);
        } else if (type instanceof TimestampType) {
            return Instant.EPOCH.plus(row.getLong(ordinal), ChronoUnit.MICROS);
        } else if (type instanceof ArrayType list) {
            return list(row.getArray(ordinal), list.getElementType());
        } else if (type instanceof MapType map) {
            return map(row.getMap(ordinal), map.getValueType());
        }
        throw new IllegalStateException(
                "no table of Hone has a column of type " + type + ", as " + field.getName() + " is");
    }

    private static List<Object> list(ArrayValue array, DataType type) {
        ColumnVector elements = array.getElements();
        List<Object> values = new ArrayList<>(array.getSize());
        for (int i = 0; i < array.getSize(); i++) {
            values.add(element(elements, i, type));
        }
        return values;
    }

    private Map<String, Object> map(MapValue map, DataType type) {
        ColumnVector keys = map.getKeys();
        ColumnVector elements = map.getValues();
        Map<String, Object> values = new LinkedHashMap<>(2 * map.getSize());
        for (int i = 0; i < map.getSize(); i++) {
            values.put(names.computeIfAbsent(keys.getString(i), name -> name), element(elements, i, type));
        }
        return values;
    }

    private static Object element(ColumnVector elements, int i, DataType type) {
        if (type instanceof StringType) {
            return elements.getString(i);
        } else if (type instanceof IntegerType) {
            return elements.getInt(i);
        } else if (type instanceof FloatType) {
            return elements.getFloat(i);
        } else if (type instanceof DoubleType) {
            return elements.getDouble(i);
        }
        throw new IllegalStateException("no table of Hone has elements of type " + type);
    }
}
