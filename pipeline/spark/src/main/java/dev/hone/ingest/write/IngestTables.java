package dev.hone.ingest.write;

import dev.hone.table.Warehouse;
import dev.hone.table.WriterTurn;

/**
 * The tables that an ingest appends to, each with the right to the next commit for the data set. The rights are taken before anything is
 * read, so that an ingest which decided by rows that are out of date by now cannot commit.
 */
public record IngestTables(WriterTurn quarantine, WriterTurn leftOut, WriterTurn prompts, WriterTurn files) {

    public static IngestTables open(Warehouse warehouse, String dataset) {
        warehouse.prompts().createIfAbsent();
        warehouse.quarantine().createIfAbsent();
        warehouse.leftOut().createIfAbsent();
        warehouse.ingestedFiles().createIfAbsent();
        String writer = "ingest of " + dataset;
        return new IngestTables(
                warehouse.quarantine().nextTurn(writer),
                warehouse.leftOut().nextTurn(writer),
                warehouse.prompts().nextTurn(writer),
                warehouse.ingestedFiles().nextTurn(writer));
    }
}
