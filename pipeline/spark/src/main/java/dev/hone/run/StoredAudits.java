package dev.hone.run;

import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.rescore.AuditComparison;
import dev.hone.rescore.AuditComparison.Audited;
import dev.hone.schema.Split;
import dev.hone.table.Warehouse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What rewards that did not train a run have said of its test answers, from the tables: nothing is scored. */
final class StoredAudits {

    private final Warehouse warehouse;
    private final String runId;

    StoredAudits(Warehouse warehouse, String runId) {
        this.warehouse = warehouse;
        this.runId = runId;
    }

    /** Base against the policy after a step, by each reward that has scored both, in the order of their names. */
    List<AuditComparison> compare(int tunedStep, PairedBootstrap bootstrap) {
        Set<String> graders =
                warehouse.rescores().exists() ? warehouse.rescores().graders(runId) : Set.of();
        if (tunedStep == 0 || graders.isEmpty()) {
            return List.of();
        }
        return graders.stream()
                .map(grader -> AuditComparison.of(
                        grader, Split.TEST, audited(grader, 0), audited(grader, tunedStep), bootstrap))
                .flatMap(Optional::stream)
                .toList();
    }

    private Audited audited(String grader, int step) {
        return new Audited(
                warehouse.evaluations().of(runId, step, Split.TEST),
                warehouse.rescores().of(runId, grader, Split.TEST, step));
    }
}
