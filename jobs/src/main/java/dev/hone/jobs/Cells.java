package dev.hone.jobs;

import dev.hone.report.Printable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/** Values of a query as one line of text each. */
final class Cells {

    private static final MathContext SHOWN_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

    private Cells() {}

    /** The value, without line breaks and control characters, which a terminal might obey. */
    static String text(Object value) {
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof Float number) {
            return number(number);
        }
        if (value instanceof scala.collection.Map<?, ?> map) {
            return CollectionConverters.asJava(map).entrySet().stream()
                    .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
                    .sorted()
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Iterable<?> items) {
            return CollectionConverters.asJava(items.toSeq()).stream()
                    .map(Cells::text)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Row row) {
            return text(row.toSeq());
        }
        return Printable.line(String.valueOf(value));
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(SHOWN_DIGITS).stripTrailingZeros();
        return Math.abs(value) >= 1e-4 || value == 0 ? rounded.toPlainString() : rounded.toString();
    }
}
