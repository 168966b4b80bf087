package dev.hone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.SparkTest;
import dev.hone.config.JobSpec;
import dev.hone.config.SpecReader;
import dev.hone.error.ConfigException;
import dev.hone.math.statistics.PairedBootstrap;
import dev.hone.rescore.LoggedRun;
import dev.hone.schema.EvaluationRow;
import dev.hone.schema.RunRow;
import dev.hone.schema.RunState;
import dev.hone.schema.Split;
import dev.hone.serving.run.StoredAudits;
import dev.hone.serving.table.WarehouseFiles;
import dev.hone.table.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestRunAudit extends SparkTest {

    @Test
    void aPolicyThatWasPaidForSomethingElseIsExportedOnlyByForce() throws IOException {
        Warehouse warehouse = LoggedRun.warehouse(spark(), folder);
        LoggedRun.prompts(warehouse, 0, 12);
        evaluation(warehouse, 0, "yes", 0);
        evaluation(warehouse, 1, "YES, CERTAINLY", 1);
        SavedRun run = SavedRun.of(warehouse, row(warehouse));

        RunAudit required = new RunAudit(spec("audit: {kind: normalized_match, require: true}"), warehouse, run);
        assertThatThrownBy(() -> beforeExport(required, 1, false))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "not exported, as audit.require says: the reward that trained rose while the audit fell")
                .hasMessageContaining("--force")
                .hasMessageContaining("base 1.000 → tuned 0.000 on 12 test prompts, -1.000 with 95 % interval");
        assertThat(beforeExport(required, 1, true)).hasSize(2).last().asString().startsWith("warning: the reward");
        assertThat(warehouse.rescores().read().count()).as("scored once").isEqualTo(24);
        assertThatThrownBy(() -> beforeExport(required, 2, false))
                .as("nothing was evaluated")
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no answers of both the base and the policy after step 2");

        assertThat(beforeExport(new RunAudit(spec("audit: {kind: normalized_match}"), warehouse, run), 1, false))
                .as("a warning alone")
                .hasSize(2);
        assertThat(beforeExport(new RunAudit(spec(""), warehouse, run), 1, false))
                .isEmpty();
        WarehouseFiles files = WarehouseFiles.open(warehouse.path(), Map.of());
        assertThat(new StoredAudits(files.tables(), LoggedRun.ID).compare(1, new PairedBootstrap(7, 200)))
                .as("what is stored tells it without the audit's section")
                .singleElement()
                .satisfies(stored -> {
                    assertThat(stored.grader()).startsWith("normalized_match@");
                    assertThat(stored.prompts()).isEqualTo(12);
                    assertThat(stored.contradicts()).isTrue();
                });
    }

    private static List<String> beforeExport(RunAudit audit, int step, boolean force) {
        return audit.beforeExport(step, audit.compareHeldOut(step), force);
    }

    private static void evaluation(Warehouse warehouse, int step, String answer, double reward) {
        List<EvaluationRow> rows = new ArrayList<>();
        for (int p = 0; p < 12; p++) {
            rows.add(LoggedRun.evaluation(step, "p" + p, answer, reward));
        }
        warehouse.evaluations().append(warehouse.evaluations().nextCommit(LoggedRun.ID, step, Split.TEST), rows);
    }

    private JobSpec spec(String audit) throws IOException {
        Path file = Files.writeString(
                folder.resolve("spec.yaml"),
                "run: " + LoggedRun.ID + "\ningest: {dataset: d, sources: [{path: '*', format: chat-jsonl}]}\n" + audit
                        + "\n");
        return new SpecReader(Map.of()).read(file, List.of(), Set.of());
    }

    private static RunRow row(Warehouse warehouse) {
        return new RunRow(
                LoggedRun.ID,
                "train",
                RunState.COMPLETED,
                "all steps are done",
                "run: r",
                "hash",
                Map.of("prompts_version", Long.toString(warehouse.prompts().version())),
                2,
                Instant.EPOCH,
                Instant.EPOCH,
                "");
    }
}
