package dev.hone.ingest.write;

import dev.hone.table.OptimisticCommit;
import dev.hone.table.Warehouse;

/**
 * The tables that an ingest appends to, each as the next commit for the data set. They are prepared before anything is
 * read, so that an ingest which decided by rows that are out of date by now cannot commit.
 */
public record IngestTables(
        OptimisticCommit quarantine, OptimisticCommit skipped, OptimisticCommit prompts, OptimisticCommit files) {

    public static IngestTables open(Warehouse warehouse, String dataset) {
        warehouse.prompts().createIfAbsent();
        warehouse.quarantine().createIfAbsent();
        warehouse.skippedRecords().createIfAbsent();
        warehouse.ingestedFiles().createIfAbsent();
        String writer = "ingest of " + dataset;
        return new IngestTables(
                warehouse.quarantine().nextCommit(writer),
                warehouse.skippedRecords().nextCommit(writer),
                warehouse.prompts().nextCommit(writer),
                warehouse.ingestedFiles().nextCommit(writer));
    }
}
