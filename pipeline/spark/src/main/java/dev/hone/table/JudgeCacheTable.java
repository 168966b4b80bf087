package dev.hone.table;

import dev.hone.schema.JudgeCacheRow;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.functions;

/** {@code judge_cache}: answers of judges that were paid for. It is made where the first judge is used; any number of runs share it. */
public final class JudgeCacheTable extends HoneTable<JudgeCacheRow> {

    /** The {@link #logVersion} of a table that does not exist yet. */
    public static final long ABSENT = -1;

    JudgeCacheTable(Warehouse warehouse) {
        super(warehouse, JudgeCacheRow.TABLE);
    }

    /**
     * Appends answers as one commit. Does nothing where this number of this writer, or a later one, is there already.
     *
     * @param writer one process that asked
     * @param number of its commits, ascending from 1
     */
    public void append(String writer, long number, List<JudgeCacheRow> rows) {
        createIfAbsent();
        commit(() -> rows(rows)
                .write()
                .format("delta")
                .mode("append")
                .option("txnAppId", writer)
                .option("txnVersion", number)
                .save(path()));
    }

    /** The answers with these keys. Where two runs asked at the same moment there may be two with one key. */
    public List<JudgeCacheRow> find(Collection<String> keys) {
        return exists()
                ? records(read().where(functions.col(JudgeCacheRow.KEY.name()).isInCollection(keys)))
                : List.of();
    }

    /** All answers of a model. Not all are in memory at once. */
    public Iterator<JudgeCacheRow> ofModel(String model) {
        return streamed(read().where(is(JudgeCacheRow.MODEL, model)));
    }

    /** The version of the table, by a look at its log alone; {@link #ABSENT} where there is none. */
    public long logVersion() {
        return intact(() -> DeltaLog.forTableWithSnapshot(spark(), path())._2().version());
    }

    /** What the answers of a model have cost a run, millionths of a US dollar. */
    public long spentMicroUsd(String runId, String model) {
        if (!exists()) {
            return 0;
        }
        Row sum = read().where(is(JudgeCacheRow.RUN_ID, runId).and(is(JudgeCacheRow.MODEL, model)))
                .agg(functions.coalesce(
                        functions.sum(functions.col(JudgeCacheRow.COST_USD.name())), functions.lit(0.0)))
                .first();
        return Math.round(sum.getDouble(0) * 1e6);
    }
}
