package dev.hone.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.FaultyRelay;
import dev.hone.S3Server;
import dev.hone.SparkTest;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two drivers that begin in an empty warehouse on S3 at once. */
class TestTablesOfTwoDrivers extends SparkTest {

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

    private static String firstCommit(String warehouse) {
        return warehouse + "/steps/_delta_log/00000000000000000000.json";
    }
}
