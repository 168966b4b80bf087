package dev.hone.ingest.report;

import static dev.hone.TableFiles.commits;
import static dev.hone.TableFiles.hasFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.ChildJvm;
import dev.hone.SparkTest;
import dev.hone.error.StorageException;
import dev.hone.ingest.IngestFolder;
import dev.hone.ingest.LogFiles;
import dev.hone.ingest.write.IngestTables;
import dev.hone.schema.IngestedFileRow;
import dev.hone.table.HoneTable;
import dev.hone.table.IngestedFilesTable;
import dev.hone.table.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class TestIncrementalIngest extends SparkTest {

    @Test
    void onlyNewChangedAndDifferentlySetFilesAreRead() throws Exception {
        Path logs = folder.resolve("logs");
        LogFiles.write(logs.resolve("2026/01/02/a.json.gz"), LogFiles.gzip(0, 10, "no json"));
        byte[] whole = LogFiles.gzip(10, 4000);
        LogFiles.write(logs.resolve("2026/01/02/cut.json.gz"), Arrays.copyOf(whole, whole.length / 2));
        Warehouse warehouse = warehouse();
        IngestResult first = IngestFolder.into(warehouse, logs.toString(), 1000);
        assertThat(first.quarantineReasons())
                .containsEntry("truncated_archive", 1L)
                .containsEntry("invalid_json", 1L);
        assertThat(first.knownFiles()).isZero();

        IngestResult again = IngestFolder.into(warehouse, logs.toString(), 1000);
        assertThat(again.recordsRead()).isZero();
        assertThat(again.knownFiles()).isEqualTo(2);
        assertThat(again.summary())
                .startsWith("0 records read from 0 files = ")
                .contains("nothing is new: 2 files ingested before");

        LogFiles.write(logs.resolve("2025/12/31/late.json.gz"), LogFiles.gzip(5, 12));
        LogFiles.write(logs.resolve("2026/01/02/cut.json.gz"), whole);
        IngestResult late = IngestFolder.into(warehouse, logs.toString(), 1000);
        assertThat(late.knownFiles()).isEqualTo(1);
        assertThat(late.changedFiles()).containsExactly("file:" + logs + "/2026/01/02/cut.json.gz");
        assertThat(late.summary())
                .contains("1 file changed since the ingest before and read again")
                .contains("2026/01/02/cut.json.gz");
        assertThat(late.quarantined()).isZero();
        assertThat(first.prompts() + late.prompts()).isEqualTo(4000);
        assertThat(prompts(warehouse)).isEqualTo(4000);

        IngestResult wider = IngestFolder.into(warehouse, folder.resolve("lo*").toString(), 1000);
        assertThat(wider.knownFiles()).as("the same files by a wider pattern").isEqualTo(3);
        IngestResult otherLimit = IngestFolder.into(warehouse, logs.toString(), 999);
        assertThat(otherLimit.knownFiles()).isZero();
        assertThat(otherLimit.prompts()).isZero();
        assertThat(otherLimit.newlyQuarantined()).isZero();
        assertThat(IngestedFilesTable.ofDataset(warehouse.ingestedFiles().read(), "tickets"))
                .extracting(IngestedFileRow::records)
                .containsOnly(11L, first.recordsRead() - 11, 7L, 3990L);
    }

    @Test
    void ofAFileThatWasReplacedTheNewContentIsToldOf() throws Exception {
        Path file = folder.resolve("logs/a.json.gz");
        Warehouse warehouse = warehouse();
        LogFiles.write(file, LogFiles.gzip(0, 30, "no json"));
        IngestFolder.into(warehouse, file.toString(), 1000);
        assertThat(notTaken(warehouse)).containsExactly("31 invalid_json");
        LogFiles.write(file, LogFiles.gzip(25, 40));
        assertThat(IngestFolder.into(warehouse, file.toString(), 1000).prompts())
                .isEqualTo(10);
        assertThat(notTaken(warehouse))
                .as("places of which five are those of former prompts")
                .containsExactly("1 in_data_set", "2 in_data_set", "3 in_data_set", "4 in_data_set", "5 in_data_set");
        assertThat(warehouse.quarantine().read().count()).as("history").isEqualTo(1);
    }

    @Test
    void aFileIsReadAgainWhenABodyThatWasMissingHasCome() throws Exception {
        String day = "logs/AWSLogs/1/BedrockModelInvocationLogs/eu-west-1/2026/01/02/";
        LogFiles.write(folder.resolve(day + "00/a.json.gz"), LogFiles.gzip(0, 3, offloaded("x-1"), offloaded("x-2")));
        LogFiles.write(folder.resolve(day + "01/b.json.gz"), LogFiles.gzip(3, 6, offloaded("x-3")));
        String logs = folder.resolve("logs").toString();
        Warehouse warehouse = warehouse();
        IngestResult first = IngestFolder.into(warehouse, logs, 1000);
        assertThat(first.quarantineReasons()).containsEntry("body_offloaded", 3L);
        String closed = "message like '%x-2%without access: %'";
        assertThat(warehouse.quarantine().read().where(closed).count()).isEqualTo(1);
        assertThat(IngestFolder.into(warehouse, logs, 1000).recordsRead()).isZero();

        body("x-1", Instant.now());
        IngestResult completed = IngestFolder.into(warehouse, logs, 1000);
        assertThat(completed.prompts()).isEqualTo(1);
        assertThat(completed.knownFiles()).isEqualTo(1);
        assertThat(completed.newlyQuarantined()).isZero();
        assertThat(completed.summary())
                .contains("1 file read again, since offloaded bodies have come that were missing: ")
                .contains(day + "00/a.json.gz");
        assertThat(prompts(warehouse)).isEqualTo(7);

        hoursPass(warehouse);
        body("x-1", Instant.now().minus(3, ChronoUnit.HOURS));
        assertThat(IngestFolder.into(warehouse, logs, 1000).recordsRead()).isZero();
    }

    /** Since the refused records were met, that is. */
    private static void hoursPass(Warehouse warehouse) {
        spark().sql("update delta.`" + warehouse.quarantine().path()
                + "` set quarantined_at = quarantined_at - interval 3 hours");
    }

    private static String offloaded(String id) {
        return "{\"requestId\":\"" + id
                + "\",\"operation\":\"Converse\",\"modelId\":\"m\",\"input\":{\"inputBodyS3Path\":"
                + "\"s3://gone/AWSLogs/1/BedrockModelInvocationLogs/eu-west-1/2026/01/02/00/data/" + id
                + "_input.json.gz\"}}";
    }

    private void body(String id, Instant changed) throws IOException {
        Path body = folder.resolve(
                "logs/AWSLogs/1/BedrockModelInvocationLogs/eu-west-1/2026/01/02/00/data/" + id + "_input.json.gz");
        String request = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"long\"}]}]}";
        LogFiles.write(body, LogFiles.gzip(0, 0, request));
        Files.setLastModifiedTime(body, FileTime.from(changed));
    }

    @Test
    void aFileWhoseRunFailedIsReadByTheNext() throws Exception {
        Path logs = folder.resolve("logs");
        LogFiles.write(logs.resolve("a.json.gz"), LogFiles.gzip(0, 1, "no json", "no json", "no json"));
        Warehouse warehouse = warehouse();
        assertThatThrownBy(() -> IngestFolder.into(warehouse, logs.toString(), 1000))
                .hasMessageContaining("above maxQuarantinedShare");
        LogFiles.write(logs.resolve("b.json.gz"), LogFiles.gzip(1, 9));
        IngestResult result = IngestFolder.into(warehouse, logs.toString(), 1000);
        assertThat(result.knownFiles()).isZero();
        assertThat(result.newlyQuarantined()).isZero();
        assertThat(prompts(warehouse)).isEqualTo(9);
    }

    @Test
    void ofTwoIngestsAtOnceTheSecondToCommitStops() throws Exception {
        Path logs = folder.resolve("logs");
        LogFiles.write(logs.resolve("a.json.gz"), LogFiles.gzip(0, 5));
        Warehouse warehouse = warehouse();
        IngestTables before = IngestTables.open(warehouse, "tickets");
        IngestTables other = IngestTables.open(warehouse, "another data set");
        IngestFolder.into(warehouse, logs.toString(), 1000);
        assertThatThrownBy(() -> before.prompts().append(warehouse.prompts().read()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("another driver committed for ingest of tickets in the meantime");
        assertThat(prompts(warehouse)).isEqualTo(5);
        other.prompts().append(warehouse.prompts().read());
        assertThat(prompts(warehouse)).isEqualTo(10);
    }

    @Test
    void anIngestThatIsKilledAgainAndAgainEndsWithTheSameRows() throws Exception {
        Path logs = folder.resolve("logs");
        LogFiles.write(logs.resolve("01/a.json.gz"), LogFiles.gzip(0, 300, "no json"));
        byte[] whole = LogFiles.gzip(300, 4000);
        LogFiles.write(logs.resolve("01/cut.json.gz"), Arrays.copyOf(whole, whole.length / 2));
        Path disturbed = folder.resolve("disturbed");
        killWhen(disturbed, logs, "in the write of quarantine", () -> hasFile(disturbed, "quarantine", "part-"));
        killWhen(disturbed, logs, "after quarantine", () -> commits(disturbed, "quarantine") == 2);
        LogFiles.write(logs.resolve("02/b.json.gz"), LogFiles.gzip(250, 400, "no json either"));
        killWhen(disturbed, logs, "in the write of prompts", () -> hasFile(disturbed, "prompts", "part-"));
        killWhen(disturbed, logs, "after prompts", () -> commits(disturbed, "prompts") == 2);
        assertThat(commits(disturbed, "ingested_files"))
                .as("no file is done yet")
                .isEqualTo(1);
        Process last =
                ChildJvm.start(IngestFolder.class, folder.resolve("last.log"), disturbed.toString(), logs.toString());
        assertThat(last.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(ChildJvm.output(folder.resolve("last.log"))).contains("DONE ");

        Warehouse undisturbed = warehouse();
        IngestFolder.into(undisturbed, logs.toString(), 1000);
        Warehouse resumed = new Warehouse(spark(), disturbed.toString());
        assertThat(rows(resumed.prompts(), "prompt_id")).isEqualTo(rows(undisturbed.prompts(), "prompt_id"));
        assertThat(rows(resumed.quarantine(), "source", "line", "reason", "raw"))
                .isEqualTo(rows(undisturbed.quarantine(), "source", "line", "reason", "raw"));
        assertThat(rows(resumed.ingestedFiles(), "path", "version", "records"))
                .isEqualTo(rows(undisturbed.ingestedFiles(), "path", "version", "records"))
                .hasSize(3);
        assertThat(IngestFolder.into(resumed, logs.toString(), 1000).knownFiles())
                .isEqualTo(3);
    }

    private Warehouse warehouse() {
        return new Warehouse(spark(), folder.resolve("warehouse").toString());
    }

    private static List<String> notTaken(Warehouse warehouse) {
        warehouse.registerViews("not_taken"::equals);
        return spark().sql("SELECT concat_ws(' ', line, reason) FROM not_taken ORDER BY line").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static long prompts(Warehouse warehouse) {
        return warehouse.prompts().read().count();
    }

    private static List<String> rows(HoneTable<?> table, String... columns) {
        return table.read().selectExpr(columns).collectAsList().stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }

    private void killWhen(Path warehouse, Path logs, String moment, BooleanSupplier now) throws Exception {
        ChildJvm.killWhen(IngestFolder.class, folder, moment, now, warehouse.toString(), logs.toString());
    }
}
