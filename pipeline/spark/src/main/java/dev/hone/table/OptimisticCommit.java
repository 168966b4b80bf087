package dev.hone.table;

import dev.hone.error.StorageException;
import io.delta.exceptions.DeltaConcurrentModificationException;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Option;

/**
 * The next commit of one writer to a table, by optimistic concurrency: it is prepared before the writer reads what it decides by; where
 * another driver of the same writer has committed since, that decision is out of date and the commit is refused.
 */
public final class OptimisticCommit {

    /** Other writers may commit to the table between our commit and the look at its log. */
    private static final int COMMITS_TO_LOOK_AT = 32;

    private final HoneTable<?> table;
    private final String writer;
    private final Snapshot taken;

    private OptimisticCommit(HoneTable<?> table, String writer, Snapshot taken) {
        this.table = table;
        this.writer = writer;
        this.taken = taken;
    }

    /**
     * Prepares the next commit.
     *
     * @param writer what must not be written by two drivers at once, such as one data set
     */
    static OptimisticCommit of(HoneTable<?> table, String writer) {
        Snapshot now = table.intact(
                () -> DeltaLog.forTableWithSnapshot(table.spark(), table.path())._2());
        HoneTable.readAhead(table.spark(), () -> now);
        return new OptimisticCommit(table, writer, now);
    }

    /** The rows that the table had when the commit was prepared. */
    public Dataset<Row> rows() {
        return table.read(taken);
    }

    /** One more than the last that the table had when the commit was prepared. */
    private long number() {
        Option<Object> last = taken.transactions().get(writer);
        return last.isDefined() ? (Long) last.get() + 1 : 1;
    }

    /**
     * Appends rows as this one commit.
     *
     * @return how many they are, by the commit
     * @throws StorageException when another driver has committed; nothing was appended then
     */
    public long append(Dataset<Row> rows) {
        String token = UUID.randomUUID().toString();
        try {
            table.commit(() -> rows.write()
                    .format("delta")
                    .mode("append")
                    .option("mergeSchema", "true")
                    .option("txnAppId", writer)
                    .option("txnVersion", number())
                    .option("userMetadata", token)
                    .save(table.path()));
        } catch (DeltaConcurrentModificationException e) {
            throw anotherDriver(e);
        }
        // Delta silently skips a commit that was made already.
        CommitLog log = new CommitLog(table.path(), table.spark().sessionState().newHadoopConf());
        return log.rowsAppended(token, COMMITS_TO_LOOK_AT).orElseThrow(() -> anotherDriver(null));
    }

    private StorageException anotherDriver(Exception cause) {
        return new StorageException(
                "Cannot commit to " + table.path() + ": another driver committed for " + writer
                        + " in the meantime, so what was decided here is out of date. Nothing was appended. Run again when the"
                        + " other one has ended.",
                cause);
    }
}
