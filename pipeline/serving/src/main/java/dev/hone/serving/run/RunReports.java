package dev.hone.serving.run;

import dev.hone.compare.Comparison;
import dev.hone.compare.TunedStep;
import dev.hone.error.ConfigException;
import dev.hone.error.StorageException;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.report.RunReport;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.MajorityAnswerRow;
import dev.hone.schema.RolloutRow;
import dev.hone.schema.RunRow;
import dev.hone.schema.Split;
import dev.hone.schema.StepRow;
import dev.hone.serving.table.TableReader;
import dev.hone.serving.table.WarehouseFiles;
import dev.hone.serving.table.Where;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What runs cost and gained, from the tables of a warehouse. */
public final class RunReports {

    private final WarehouseFiles files;
    private final TableReader tables;
    private final WarehouseRuns runs;

    public RunReports(WarehouseFiles files) {
        this.files = files;
        this.tables = files.tables();
        this.runs = new WarehouseRuns(tables, files.folders());
    }

    /** All runs, the newest first. */
    public List<RunReport> all() {
        return tables.rows(RunRow.TABLE, Where.all()).stream()
                .sorted(Comparator.comparing(RunRow::createdAt).reversed())
                .map(this::of)
                .toList();
    }

    /**
     * One of them.
     *
     * @throws ConfigException where there is none of this id
     */
    public RunReport find(String runId) {
        return of(runs.find(runId)
                .orElseThrow(() -> new ConfigException(
                        "there is no run " + runId + " in " + files.path() + ". hone runs lists the runs")));
    }

    private RunReport of(RunRow run) {
        List<StepRow> steps = runs.steps(run.runId());
        List<EvaluationRow> test = tables.rows(
                EvaluationRow.TABLE,
                Where.<EvaluationRow>all()
                        .and(EvaluationRow.RUN_ID, run.runId())
                        .and(EvaluationRow.SPLIT, Split.TEST));
        int tunedStep = TunedStep.of(run, steps);
        PairedBootstrap bootstrap = RunGain.bootstrap(run.identity());
        List<EvaluationRow> base = at(0, test);
        List<EvaluationRow> tuned = at(tunedStep, test);
        return new RunReport(
                run,
                files.folders().stateNow(run),
                steps,
                rollouts(run.runId()),
                comparison(run.runId(), tunedStep, base, tuned, bootstrap),
                new StoredAudits(tables, run.runId()).compare(tunedStep, bootstrap));
    }

    private Optional<Comparison> comparison(
            String runId,
            int tunedStep,
            List<EvaluationRow> base,
            List<EvaluationRow> tuned,
            PairedBootstrap bootstrap) {
        if (tunedStep == 0 || base.isEmpty() || base.size() != tuned.size()) {
            return Optional.empty();
        }
        List<MajorityAnswerRow> majority = tables.rows(
                MajorityAnswerRow.TABLE,
                Where.<MajorityAnswerRow>all()
                        .and(MajorityAnswerRow.RUN_ID, runId)
                        .and(MajorityAnswerRow.SPLIT, Split.TEST));
        return Comparison.of(base, tuned, majority, bootstrap).stream().findFirst();
    }

    /** How many completions were sampled; reads one column. */
    private long rollouts(String runId) {
        AtomicLong count = new AtomicLong();
        try {
            tables.search(
                    RolloutRow.TABLE,
                    List.of(RolloutRow.RUN_ID),
                    Where.<RolloutRow>all().and(RolloutRow.RUN_ID, runId),
                    row -> Optional.of(row.get(RolloutRow.RUN_ID)).filter(runId::equals),
                    (found, file, of) -> {
                        count.addAndGet(found.size());
                        return true;
                    });
            return count.get();
        } catch (IOException e) {
            throw new StorageException("The rollouts of " + runId + " cannot be counted: " + e.getMessage(), e);
        }
    }

    private static List<EvaluationRow> at(int step, List<EvaluationRow> rows) {
        return rows.stream().filter(row -> row.step() == step).toList();
    }
}
