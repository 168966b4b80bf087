package dev.hone.train;

import dev.hone.table.HoneTable;
import dev.hone.table.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** What two runs of the same specification and seed have in common, wherever and however often they were started: everything but times. */
final class RunRows {

    /** Times, durations and host names are all that may differ. */
    private static final Set<String> MAY_DIFFER = Set.of(
            "sampled_at",
            "scored_at",
            "completed_at",
            "saved_at",
            "evaluated_at",
            "created_at",
            "updated_at",
            "sample_millis",
            "score_millis",
            "timings",
            "host",
            "path",
            "state_reason");

    private RunRows() {}

    /** The rows of the table of that kind in a warehouse, each as JSON. */
    static List<String> of(Warehouse warehouse, HoneTable<?> table) {
        List<Column> columns = new ArrayList<>();
        for (String name : table.read().columns()) {
            if (!MAY_DIFFER.contains(name)) {
                columns.add(functions.col(name));
            }
        }
        HoneTable<?> same = warehouse.tables().stream()
                .filter(candidate -> candidate.definition().equals(table.definition()))
                .findFirst()
                .orElseThrow();
        return same
                .read()
                .select(functions.to_json(
                        functions.struct(columns.toArray(new Column[0])), Map.of("ignoreNullFields", "false")))
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }
}
