package dev.hone.ingest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.FaultyRelay;
import dev.hone.FaultyRelay.Fault;
import dev.hone.S3Server;
import dev.hone.SparkTest;
import dev.hone.ingest.IngestFolder;
import dev.hone.ingest.LogFiles;
import dev.hone.storage.StorageFailure;
import dev.hone.table.HoneTable;
import dev.hone.table.Warehouse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sources and warehouse on a real S3 server, over a line with faults: the rows are all there, or the error is clear. */
class TestIngestFromS3 extends SparkTest {

    private final S3Server server = S3Server.shared();

    @Test
    void theRowsAreThoseOfLocalFilesWhateverHappensOnTheLine() throws Exception {
        Warehouse local = new Warehouse(spark(), folder.resolve("warehouse").toString());
        putLogs("logs-a");
        IngestResult expected =
                IngestFolder.into(local, folder.resolve("logs-a").toString(), 1000);
        try (FaultyRelay logs = new FaultyRelay(server.port());
                FaultyRelay tables = new FaultyRelay(server.port())) {
            reach("logs-a", logs);
            reach("tables-a", tables);
            logs.spoil(1, head -> head.contains("list-type=2"), new Fault.Answer(503, "SlowDown"));
            logs.spoil(4, TestIngestFromS3::readsLogs, new Fault.Answer(503, "SlowDown"));
            logs.spoil(3, TestIngestFromS3::readsLogs, new Fault.Reset(9000));
            logs.spoil(2, TestIngestFromS3::readsLogs, new Fault.CutShort(9000));
            logs.spoil(1, TestIngestFromS3::readsLogs, new Fault.Stall(9000, 5000));
            tables.spoil(2, head -> head.startsWith("PUT") && head.contains("part-"), new Fault.Reset(20));
            tables.spoil(2, head -> head.startsWith("PUT") && head.contains("_delta_log"), new Fault.Reset(20));
            tables.spoil(3, head -> head.startsWith("GET"), new Fault.Answer(503, "SlowDown"));
            Warehouse warehouse = new Warehouse(spark(), "s3a://tables-a/hone");
            IngestResult result = IngestFolder.into(warehouse, "s3://logs-a/AWSLogs", 1000);

            assertThat(logs.faultsLeft() + tables.faultsLeft())
                    .as("every fault has occurred")
                    .isZero();
            assertThat(result.recordsRead()).isEqualTo(expected.recordsRead());
            assertThat(result.quarantineReasons())
                    .isEqualTo(expected.quarantineReasons())
                    .containsEntry("truncated_archive", 1L)
                    .containsKey("corrupt_archive");
            assertThat(rows(warehouse.prompts(), "prompt_id")).isEqualTo(rows(local.prompts(), "prompt_id"));
            assertThat(rows(warehouse.quarantine(), "line", "reason", "raw"))
                    .isEqualTo(rows(local.quarantine(), "line", "reason", "raw"));

            server.put("logs-a", "AWSLogs/2025/12/31/late.json.gz", LogFiles.gzip(3990, 4010));
            server.put("logs-a", "AWSLogs/2026/01/02/a.json.gz", LogFiles.gzip(0, 300)); // the same content again
            IngestResult late = IngestFolder.into(warehouse, "s3://logs-a/AWSLogs", 1000);
            assertThat(late.knownFiles()).isEqualTo(5);
            assertThat(late.changedFiles()).isEmpty();
            assertThat(late.recordsRead()).isEqualTo(20);
        }
    }

    @Test
    void whatCannotBeReadIsAClearErrorAndWritesNothing() throws Exception {
        try (FaultyRelay line = new FaultyRelay(server.port())) {
            putLogs("logs-b");
            reach("logs-b", line);
            Warehouse warehouse =
                    new Warehouse(spark(), folder.resolve("warehouse").toString());

            line.spoil(10_000, TestIngestFromS3::readsLogs, new Fault.Answer(400, "ExpiredToken"));
            assertThatThrownBy(() -> IngestFolder.into(warehouse, "s3a://logs-b/AWSLogs", 1000))
                    .hasStackTraceContaining("s3a://logs-b/AWSLogs/2026/01/02/")
                    .hasStackTraceContaining("The credentials have expired: renew them, then run again.")
                    .hasStackTraceContaining("Nothing of this run has been written.");
            line.heal();
            line.spoil(10_000, TestIngestFromS3::readsLogs, new Fault.Answer(403, "AccessDenied"));
            assertThatThrownBy(() -> IngestFolder.into(warehouse, "s3a://logs-b/AWSLogs", 1000))
                    .hasStackTraceContaining("docs/storage.md lists the permissions that are needed");
            line.heal();
            line.spoil(10_000, head -> head.contains("list-type=2"), new Fault.Answer(503, "SlowDown"));
            assertThatThrownBy(() -> IngestFolder.into(warehouse, "s3a://logs-b/AWSLogs", 1000))
                    .hasMessageStartingWith("The source s3a://logs-b/AWSLogs cannot be reached")
                    .hasMessageContaining("The storage asked for fewer requests");
            line.heal();

            assertThat(rows(warehouse.prompts(), "prompt_id")).isEmpty();
            assertThat(rows(warehouse.quarantine(), "source")).isEmpty();
            assertThat(IngestFolder.into(warehouse, "s3a://logs-b/AWSLogs", 1000)
                            .knownFiles())
                    .isZero();
        }
    }

    @Test
    void aWarehouseThatRefusesIsAStorageFailure() throws Exception {
        try (FaultyRelay line = new FaultyRelay(server.port())) {
            reach("tables-c", line);
            line.spoil(10_000, head -> head.startsWith("PUT"), new Fault.Answer(403, "AccessDenied"));
            Warehouse warehouse = new Warehouse(spark(), "s3a://tables-c/hone");
            assertThatThrownBy(() -> warehouse.prompts().createIfAbsent()).satisfies(thrown -> assertThat(
                            StorageFailure.in(thrown))
                    .hasValueSatisfying(failure -> assertThat(failure).hasMessageContaining("docs/storage.md lists")));
        }
    }

    /** Five files: two sound ones, one of them not compressed, and archives that are truncated, corrupt and no archive. */
    private void putLogs(String bucket) throws Exception {
        server.createBucket(bucket);
        byte[] whole = LogFiles.gzip(300, 4000, "no json");
        byte[] damaged = LogFiles.gzip(4000, 4100);
        damaged[damaged.length - 6] ^= 1;
        put(bucket, "a.json.gz", LogFiles.gzip(0, 300));
        put(bucket, "cut.json.gz", Arrays.copyOf(whole, whole.length / 2));
        put(bucket, "damaged.json.gz", damaged);
        put(bucket, "plain.jsonl", LogFiles.lines(290, 4000).getBytes(StandardCharsets.UTF_8));
        put(bucket, "none.json.gz", "no archive".getBytes(StandardCharsets.UTF_8));
        put(bucket, "data/r_input.json.gz", LogFiles.gzip(0, 1));
    }

    private void put(String bucket, String name, byte[] content) throws Exception {
        server.put(bucket, "AWSLogs/2026/01/02/" + name, content);
        LogFiles.write(folder.resolve(bucket).resolve("2026/01/02").resolve(name), content);
    }

    private void reach(String bucket, FaultyRelay line) {
        if (bucket.startsWith("tables")) {
            server.createBucket(bucket);
        }
        S3Server.configure(bucket, line, spark().sparkContext().hadoopConfiguration());
    }

    private static boolean readsLogs(String head) {
        return head.startsWith("GET") && head.contains(".json");
    }

    private static List<String> rows(HoneTable<?> table, String... columns) {
        return table.read().selectExpr(columns).collectAsList().stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }
}
