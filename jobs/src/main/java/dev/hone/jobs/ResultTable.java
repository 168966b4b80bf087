package dev.hone.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/** The rows of a query as an aligned text: numbers to the right, texts to the left, long texts cut. */
final class ResultTable {

    private final StructField[] fields;
    private final List<Row> rows;
    private final int maxWidth;

    /**
     * A table.
     *
     * @param maxWidth characters of a value that are shown
     */
    ResultTable(StructField[] fields, List<Row> rows, int maxWidth) {
        this.fields = fields.clone();
        this.rows = List.copyOf(rows);
        this.maxWidth = maxWidth;
    }

    String text() {
        List<List<String>> cells = new ArrayList<>();
        for (Row row : rows) {
            List<String> line = new ArrayList<>();
            for (int i = 0; i < fields.length; i++) {
                line.add(row.isNullAt(i) ? "NULL" : shortened(Cells.text(row.get(i))));
            }
            cells.add(line);
        }
        return new TextTable(
                        Arrays.stream(fields)
                                .map(field -> Cells.text(field.name()))
                                .toList(),
                        IntStream.range(0, fields.length)
                                .filter(i -> fields[i].dataType() instanceof NumericType)
                                .boxed()
                                .collect(Collectors.toSet()),
                        cells)
                .text();
    }

    private String shortened(String text) {
        return text.length() <= maxWidth ? text : text.substring(0, maxWidth - 1) + "…";
    }
}
