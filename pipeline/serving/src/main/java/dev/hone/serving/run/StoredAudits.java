package dev.hone.serving.run;

import dev.hone.compare.AuditComparison;
import dev.hone.compare.AuditComparison.Audited;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.RescoreRow;
import dev.hone.schema.Split;
import dev.hone.serving.table.TableReader;
import dev.hone.serving.table.Where;
import java.util.List;

/** What rewards that did not train a run have said of its test answers, from the tables: nothing is scored. */
public final class StoredAudits {

    private final TableReader tables;
    private final String runId;

    public StoredAudits(TableReader tables, String runId) {
        this.tables = tables;
        this.runId = runId;
    }

    /** Base against the policy after a step, by each reward that has scored both, in the order of their names. */
    public List<AuditComparison> compare(int tunedStep, PairedBootstrap bootstrap) {
        List<RescoreRow> rescores = tables.rows(
                RescoreRow.TABLE,
                Where.<RescoreRow>all().and(RescoreRow.RUN_ID, runId).and(RescoreRow.SPLIT, Split.TEST));
        if (tunedStep == 0 || rescores.isEmpty()) {
            return List.of();
        }
        List<EvaluationRow> answers = tables.rows(
                EvaluationRow.TABLE,
                Where.<EvaluationRow>all().and(EvaluationRow.RUN_ID, runId).and(EvaluationRow.SPLIT, Split.TEST));
        return rescores.stream()
                .map(RescoreRow::grader)
                .distinct()
                .sorted()
                .flatMap(grader -> AuditComparison.of(
                        grader,
                        Split.TEST,
                        audited(grader, 0, answers, rescores),
                        audited(grader, tunedStep, answers, rescores),
                        bootstrap)
                        .stream())
                .toList();
    }

    private static Audited audited(String grader, int step, List<EvaluationRow> answers, List<RescoreRow> rescores) {
        return new Audited(
                answers.stream().filter(row -> row.step() == step).toList(),
                rescores.stream()
                        .filter(row -> row.grader().equals(grader) && row.step() == step)
                        .toList());
    }
}
