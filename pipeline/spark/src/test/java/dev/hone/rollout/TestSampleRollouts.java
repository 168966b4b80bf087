package dev.hone.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.ChildJvm;
import dev.hone.Repository;
import dev.hone.SparkTest;
import dev.hone.policy.PolicyModel;
import dev.hone.policy.PolicySource;
import dev.hone.schema.RolloutRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.junit.jupiter.api.Test;

class TestSampleRollouts extends SparkTest {

    @Test
    void theSameRowsComeFromOneTwoAndFourPartitions() throws Exception {
        String one = digestOn(1);
        assertThat(digestOn(2)).isEqualTo(one);
        assertThat(digestOn(4)).isEqualTo(one);
    }

    @Test
    void theSameRowsComeAfterATaskFailed() throws Exception {
        PolicySource model = DemoRollouts.model(Repository.demoPolicy());
        List<RolloutRow> rows = DemoRollouts.sample(spark(), new FailsOnFirstAttempt(model), model, 2);
        assertThat(DemoRollouts.digest(rows)).isEqualTo(digestOn(2));
    }

    @Test
    void theSameRowsComeFromTwoExecutorProcesses() throws Exception {
        assertThat(childDigest(Optional.empty())).isEqualTo(digestOn(2));
    }

    @Test
    void theSameRowsComeAfterAnExecutorWasKilled() throws Exception {
        Path marker = folder.resolve("killed");
        assertThat(childDigest(Optional.of(marker))).isEqualTo(digestOn(2));
        assertThat(marker).as("an executor was killed").exists();
    }

    @Test
    void groupsAreWholeAndEveryRowSaysWhereItComesFrom() throws Exception {
        PolicySource model = DemoRollouts.model(Repository.demoPolicy());
        List<RolloutRow> rows = DemoRollouts.sample(spark(), model, model, 2);
        assertThat(rows).hasSize(40);
        assertThat(rows).extracting(RolloutRow::seed).doesNotHaveDuplicates();
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.policyVersion()).isEqualTo(2);
            assertThat(row.tokenIds()).hasSameSizeAs(row.samplerLogprobs()).isNotEmpty();
            assertThat(row.samplerLogprobs())
                    .allSatisfy(logprob -> assertThat(logprob).isLessThanOrEqualTo(0f));
        });
    }

    private static String digestOn(int partitions) throws Exception {
        PolicySource model = DemoRollouts.model(Repository.demoPolicy());
        return DemoRollouts.digest(DemoRollouts.sample(spark(), model, model, partitions));
    }

    private String childDigest(Optional<Path> marker) throws IOException, InterruptedException {
        Path log = folder.resolve("child.log");
        List<String> arguments = new ArrayList<>(
                List.of("local-cluster[2,1,1024]", Repository.demoPolicy().toString()));
        marker.ifPresent(path -> arguments.add(path.toString()));
        Process child = ChildJvm.start(DemoRollouts.class, log, arguments.toArray(String[]::new));
        assertThat(child.waitFor(5, TimeUnit.MINUTES)).as("the child ended").isTrue();
        String output = ChildJvm.output(log);
        assertThat(output).contains("DIGEST ");
        return output.lines()
                .filter(line -> line.startsWith("DIGEST "))
                .findFirst()
                .orElseThrow()
                .substring("DIGEST ".length());
    }

    private record FailsOnFirstAttempt(PolicySource model) implements PolicySource {

        @Override
        public PolicyModel open() {
            if (TaskContext.get().attemptNumber() == 0 && TaskContext.getPartitionId() == 1) {
                throw new IllegalStateException("the first attempt fails on purpose");
            }
            return model.open();
        }
    }
}
