package dev.hone.ingest.write;

import static org.apache.spark.sql.functions.col;

import dev.hone.ingest.dedup.SkippedRecordRows;
import dev.hone.ingest.parse.ParsedRows;
import dev.hone.ingest.report.IngestChecks;
import dev.hone.ingest.report.SourceCounts;
import dev.hone.schema.QuarantineColumns;
import dev.hone.schema.SkippedRecordColumns;
import dev.hone.table.OptimisticCommit;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The commits of one ingest. Each leaves out what its table has already, so they can be made again after a kill at any point.
 *
 * @param now when the rows are said to have come
 */
public record IngestAppends(IngestTables tables, String dataset, Instant now) {

    private static final long ROWS_OF_A_FILE = 100_000;

    /**
     * Appends refused rows.
     *
     * @return how many of them the table did not have
     */
    public long quarantined(Dataset<Row> outline, List<SourceCounts> sources) {
        long rows = sources.stream().mapToLong(SourceCounts::quarantined).sum();
        if (rows == 0) {
            return 0;
        }
        Dataset<Row> stored = tables.quarantine().rows().where(ofDataset(QuarantineColumns.DATASET));
        return append(tables.quarantine(), QuarantineRows.unseen(outline, stored, dataset, now), rows);
    }

    /** Appends duplicates and filtered rows. */
    public void skippedRecords(Dataset<Row> outline, List<SourceCounts> sources) {
        long rows = sources.stream()
                .mapToLong(source -> source.duplicates() + source.filtered())
                .sum();
        if (rows == 0) {
            return;
        }
        Dataset<Row> stored = tables.skipped().rows().where(ofDataset(SkippedRecordColumns.DATASET));
        append(tables.skipped(), SkippedRecordRows.unseen(outline, stored, dataset, now), rows);
    }

    /**
     * Appends the prompts among the rows.
     *
     * @throws dev.hone.error.DataException when others than the expected number were appended
     */
    public void prompts(Dataset<Row> rows, long expected) {
        if (expected == 0) {
            return;
        }
        Dataset<Row> prompts = rows.where(col(ParsedRows.OUTCOME).equalTo(ParsedRows.PROMPT));
        IngestChecks.requireWritten(expected, tables.prompts().append(PromptRows.of(prompts, dataset, now)));
    }

    private Column ofDataset(String column) {
        return col(column).equalTo(dataset);
    }

    /** Few rows of many: what looks for them runs in as many tasks as ever, and they come in few files. */
    private static long append(OptimisticCommit commit, Dataset<Row> unseen, long atMost) {
        return commit.append(unseen.repartition(Math.toIntExact(1 + atMost / ROWS_OF_A_FILE)));
    }
}
