package dev.hone.serving.run;

import dev.hone.schema.EvaluationRow;
import dev.hone.schema.RunRow;
import dev.hone.schema.StepRow;
import dev.hone.serving.table.RunFolders;
import dev.hone.serving.table.TableReader;
import dev.hone.serving.table.Where;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The runs of one warehouse. */
public final class WarehouseRuns {

    private final TableReader tables;
    private final RunFolders folders;

    public WarehouseRuns(TableReader tables, RunFolders folders) {
        this.tables = tables;
        this.folders = folders;
    }

    /** All of them, the newest first. */
    public List<RunLine> all() {
        Map<String, List<StepRow>> steps =
                tables.rows(StepRow.TABLE, Where.all()).stream().collect(Collectors.groupingBy(StepRow::runId));
        Map<String, List<EvaluationRow>> evaluations = tables.rows(EvaluationRow.TABLE, Where.all()).stream()
                .collect(Collectors.groupingBy(EvaluationRow::runId));
        return tables.rows(RunRow.TABLE, Where.all()).stream()
                .sorted(Comparator.comparing(RunRow::createdAt).reversed())
                .map(run -> RunLine.of(
                        run,
                        folders.stateNow(run),
                        steps.getOrDefault(run.runId(), List.of()),
                        evaluations.getOrDefault(run.runId(), List.of())))
                .toList();
    }

    /** One of them. */
    public Optional<RunRow> find(String runId) {
        return tables.rows(RunRow.TABLE, Where.<RunRow>all().and(RunRow.RUN_ID, runId)).stream()
                .findFirst();
    }

    /**
     * The same with what it has gained.
     *
     * @param steps its own
     */
    public RunLine line(RunRow run, List<StepRow> steps) {
        return RunLine.of(run, folders.stateNow(run), steps, evaluations(run.runId()));
    }

    private List<EvaluationRow> evaluations(String runId) {
        return tables.rows(EvaluationRow.TABLE, Where.<EvaluationRow>all().and(EvaluationRow.RUN_ID, runId));
    }

    /** Its completed steps in order. */
    public List<StepRow> steps(String runId) {
        return tables.rows(StepRow.TABLE, Where.<StepRow>all().and(StepRow.RUN_ID, runId)).stream()
                .sorted(Comparator.comparingInt(StepRow::step))
                .toList();
    }
}
