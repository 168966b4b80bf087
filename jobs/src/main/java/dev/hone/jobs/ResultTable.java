package dev.hone.jobs;

import java.util.ArrayList;
import java.util.List;
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
        List<List<String>> lines = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (StructField field : fields) {
            names.add(Cells.text(field.name()));
        }
        lines.add(names);
        for (Row row : rows) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < fields.length; i++) {
                cells.add(row.isNullAt(i) ? "NULL" : shortened(Cells.text(row.get(i))));
            }
            lines.add(cells);
        }
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
            append(text, lines.get(line), widths(lines));
            if (line == 0) {
                append(text, widths(lines).stream().map("-"::repeat).toList(), widths(lines));
            }
        }
        return text.toString();
    }

    private void append(StringBuilder text, List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(widths.get(i) - cells.get(i).length());
            boolean number = fields[i].dataType() instanceof NumericType;
            line.append(i == 0 ? "" : "  ").append(number ? padding + cells.get(i) : cells.get(i) + padding);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private List<Integer> widths(List<List<String>> lines) {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < fields.length; i++) {
            int column = i;
            widths.add(lines.stream()
                    .mapToInt(line -> line.get(column).length())
                    .max()
                    .orElse(0));
        }
        return widths;
    }

    private String shortened(String text) {
        return text.length() <= maxWidth ? text : text.substring(0, maxWidth - 1) + "…";
    }
}
