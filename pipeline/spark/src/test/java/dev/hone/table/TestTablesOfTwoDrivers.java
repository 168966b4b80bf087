package dev.hone.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.FaultyRelay;
import dev.hone.S3Server;
import dev.hone.SampleRows;
import dev.hone.SparkTest;
import dev.hone.error.StorageException;
import dev.hone.schema.RolloutRow;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two drivers that begin in an empty warehouse on S3 at once. */
class TestTablesOfTwoDrivers extends SparkTest {

    private static final RolloutRow ROLLOUT = SampleRows.rollout("a processor");

    private final S3Server server = S3Server.shared();

    @Test
    void aTableWhoseFirstCommitAnotherDriverWonIsUsed() throws Exception {
        server.createBucket("two-drivers");
        try (FaultyRelay line = new FaultyRelay(server.port())) {
            S3Server.configure("two-drivers", line, spark().sparkContext().hadoopConfiguration());
            new Warehouse(spark(), "s3://two-drivers/theirs").steps().createIfAbsent();
            byte[] commit = server.content("two-drivers", firstCommit("theirs"));

            AtomicInteger wins = new AtomicInteger();
            line.before(head -> head.startsWith("PUT") && head.contains(firstCommit("ours")), () -> {
                server.put("two-drivers", firstCommit("ours"), commit);
                wins.incrementAndGet();
            });
            StepsTable ours = new Warehouse(spark(), "s3://two-drivers/ours").steps();
            ours.createIfAbsent();

            assertThat(wins).as("both have tried").hasPositiveValue();
            assertThat(server.content("two-drivers", firstCommit("ours"))).isEqualTo(commit);
            assertThat(ours.read().count()).isZero();
        }
    }

    @Test
    void ofTwoDriversThatAppendOneRoundOneDoes() throws Exception {
        server.createBucket("one-round");
        try (FaultyRelay line = new FaultyRelay(server.port())) {
            S3Server.configure("one-round", line, spark().sparkContext().hadoopConfiguration());
            RolloutsTable theirs = new Warehouse(spark(), "s3://one-round/theirs").rollouts();
            theirs.createIfAbsent();
            RolloutsTable ours = new Warehouse(spark(), "s3://one-round/ours").rollouts();
            ours.createIfAbsent();

            OptimisticCommit commit = ours.nextCommit("r");
            assertThat(ours.ofStep("r", 1)).as("the look before").isEmpty();
            theirs.append(theirs.nextCommit("r"), List.of(ROLLOUT));
            for (String key : server.keys("one-round", "theirs/rollouts/")) {
                if (key.endsWith(".parquet") || key.endsWith("00001.json")) {
                    String same = key.replaceFirst("theirs", "ours");
                    line.before(
                            head -> head.startsWith("PUT") && head.contains("ours/rollouts/_delta_log/"),
                            () -> server.put("one-round", same, server.content("one-round", key)));
                }
            }
            assertThatThrownBy(() -> ours.append(commit, List.of(ROLLOUT)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("another driver committed for r in the meantime");
            assertThat(ours.ofStep("r", 1)).isEqualTo(List.of(ROLLOUT));
        }
    }

    private static String firstCommit(String warehouse) {
        return warehouse + "/steps/_delta_log/00000000000000000000.json";
    }
}
