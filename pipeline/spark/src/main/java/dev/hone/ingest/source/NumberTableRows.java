package dev.hone.ingest.source;

import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/** Numbers the rows of a Delta table within each block of its files, which a task reads from start to end. */
public final class NumberTableRows implements FlatMapFunction<Iterator<Row>, TableRow> {

    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<TableRow> call(Iterator<Row> rows) {
        return new Numbered(rows);
    }

    private static final class Numbered implements Iterator<TableRow> {
        private final Iterator<Row> rows;
        private String block = "";
        private long line;

        private Numbered(Iterator<Row> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public TableRow next() {
            Row row = rows.next();
            long start = row.getLong(1);
            String here = row.getString(0) + (start == 0 ? "" : "@" + start);
            line = here.equals(block) ? line + 1 : 1;
            block = here;
            return new TableRow(here, line, row.getString(2));
        }
    }
}
