package dev.hone.reward.grader.sql;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a query gave. Numbers are equal by value to 9 digits, texts as they are, and NULL is NULL; names of columns do not count.
 *
 * @param columns how many there are
 * @param rows in their order
 */
public record SqlRows(int columns, List<List<String>> rows) {

    private static final MathContext DIGITS = new MathContext(9);
    private static final int MAX_CHARACTERS = 10_000_000;

    public SqlRows {
        rows = List.copyOf(rows);
    }

    /** @throws SqlRefusal if there are too many rows, or characters in them */
    static SqlRows read(ResultSet results, int maxRows) throws SQLException, SqlRefusal {
        int columns = results.getMetaData().getColumnCount();
        List<List<String>> rows = new ArrayList<>();
        long characters = 0;
        while (results.next()) {
            List<String> row = new ArrayList<>();
            for (int column = 1; column <= columns; column++) {
                String cell = cell(results, column);
                characters += cell.length();
                row.add(cell);
            }
            rows.add(row);
            if (rows.size() > maxRows || characters > MAX_CHARACTERS) {
                throw new SqlRefusal(
                        SqlRefusal.Kind.LIMIT, "it gives more than " + maxRows + " rows, or 10 million characters");
            }
        }
        return new SqlRows(columns, rows);
    }

    /** Whether both hold the same rows as often, and in the same order where that counts. */
    public boolean isSame(SqlRows other, boolean inOrder) {
        if (columns != other.columns) {
            return false;
        }
        return inOrder ? rows.equals(other.rows) : counts(rows).equals(counts(other.rows));
    }

    private static Map<List<String>, Integer> counts(List<List<String>> rows) {
        Map<List<String>, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row, 1, Integer::sum));
        return counts;
    }

    private static String cell(ResultSet results, int column) throws SQLException {
        Object value = results.getObject(column);
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Boolean truth) {
            return truth ? "1" : "0";
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            BigDecimal rounded = new BigDecimal(number.toString()).round(DIGITS);
            return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toString();
        }
        return "'" + results.getString(column);
    }
}
