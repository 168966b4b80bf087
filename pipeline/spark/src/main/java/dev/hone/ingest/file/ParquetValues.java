package dev.hone.ingest.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.ingest.record.RecordRefused;
import dev.hone.ingest.record.RecordText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.JulianFields;
import java.util.Base64;
import java.util.UUID;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Single values of parquet as JSON: numbers with all their digits, times as ISO 8601 texts, bytes that are no text as base64. */
final class ParquetValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ParquetValues() {}

    static JsonNode value(Group group, int field, int index) {
        PrimitiveType type = group.getType().getType(field).asPrimitiveType();
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> NODES.booleanNode(group.getBoolean(field, index));
            case INT32 -> whole(group.getInteger(field, index), type.getLogicalTypeAnnotation());
            case INT64 -> whole(group.getLong(field, index), type.getLogicalTypeAnnotation());
            case INT96 ->
                NODES.textNode(instant(NanoTime.fromBinary(group.getInt96(field, index)))
                        .toString());
            case FLOAT -> number(Float.toString(group.getFloat(field, index)));
            case DOUBLE -> number(Double.toString(group.getDouble(field, index)));
            case BINARY, FIXED_LEN_BYTE_ARRAY -> bytes(group.getBinary(field, index), type.getLogicalTypeAnnotation());
        };
    }

    private static JsonNode whole(long value, LogicalTypeAnnotation annotation) {
        if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            return NODES.numberNode(BigDecimal.valueOf(value, decimal.getScale()));
        }
        if (annotation instanceof DateLogicalTypeAnnotation) {
            return NODES.textNode(LocalDate.ofEpochDay(value).toString());
        }
        if (annotation instanceof TimestampLogicalTypeAnnotation timestamp) {
            Instant instant = Instant.EPOCH.plus(value, unit(timestamp.getUnit()));
            return NODES.textNode(
                    timestamp.isAdjustedToUTC()
                            ? instant.toString()
                            : instant.atOffset(ZoneOffset.UTC).toLocalDateTime().toString());
        }
        if (annotation instanceof TimeLogicalTypeAnnotation time) {
            return NODES.textNode(LocalTime.ofNanoOfDay(
                            Duration.of(value, unit(time.getUnit())).toNanos())
                    .toString());
        }
        if (annotation instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()) {
            long ownBits = integer.getBitWidth() == Long.SIZE ? value : value & (1L << integer.getBitWidth()) - 1;
            return NODES.numberNode(new BigInteger(Long.toUnsignedString(ownBits)));
        }
        return NODES.numberNode(value);
    }

    private static JsonNode bytes(Binary value, LogicalTypeAnnotation annotation) {
        byte[] bytes = value.getBytes();
        if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            return NODES.numberNode(new BigDecimal(new BigInteger(bytes), decimal.getScale()));
        }
        if (annotation instanceof LogicalTypeAnnotation.UUIDLogicalTypeAnnotation) {
            ByteBuffer halves = ByteBuffer.wrap(bytes);
            return NODES.textNode(new UUID(halves.getLong(), halves.getLong()).toString());
        }
        try {
            return NODES.textNode(RecordText.decode(bytes));
        } catch (RecordRefused notText) {
            return NODES.textNode(Base64.getEncoder().encodeToString(bytes));
        }
    }

    /** A number, or the name of what JSON has no number for. */
    private static JsonNode number(String digits) {
        boolean finite = !digits.endsWith("NaN") && !digits.endsWith("Infinity");
        return finite ? NODES.numberNode(new BigDecimal(digits)) : NODES.textNode(digits);
    }

    private static ChronoUnit unit(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> ChronoUnit.MILLIS;
            case MICROS -> ChronoUnit.MICROS;
            case NANOS -> ChronoUnit.NANOS;
        };
    }

    private static Instant instant(NanoTime time) {
        return LocalDate.MIN
                .with(JulianFields.JULIAN_DAY, time.getJulianDay())
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plusNanos(time.getTimeOfDayNanos());
    }
}
