package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.jobs.HoneProcess.Ended;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real commands that are ended in the middle of their work, by signals and by rewards of the user's own. */
class TestProcessEnds {

    @TempDir
    private Path folder;

    private HoneProcess hone;

    /** Ends the whole JVM, as if all were done. */
    public static final class ExitingReward implements RewardFunction {
        @Override
        public String name() {
            return "exiting";
        }

        @Override
        public RewardResult score(RewardInput input) {
            System.exit(0);
            throw new IllegalStateException("not reached");
        }
    }

    /** Takes memory until there is none. */
    public static final class GreedyReward implements RewardFunction {
        @Override
        public String name() {
            return "greedy";
        }

        @Override
        public RewardResult score(RewardInput input) {
            List<long[]> kept = new ArrayList<>();
            while (kept.size() < Integer.MAX_VALUE) {
                kept.add(new long[1 << 20]);
            }
            throw new IllegalStateException("there is no end of memory");
        }
    }

    @BeforeEach
    void writeSpecification() throws IOException {
        SmallSpecification.write(folder, 50, "kind: normalized_match");
        hone = new HoneProcess(folder);
    }

    @Test
    void aTerminatedTrainingKeepsItsStepsAndEndsWith143AndOneLine() throws Exception {
        Ended ended = ended("TERM", "step 2/", "run", "--spec", "spec.yaml");
        assertThat(ended.err())
                .isEqualTo("stopped by SIGTERM: run r keeps every step that is complete, the one under way is dropped;"
                        + " the same command goes on with it\n");
        assertThat(ended.code()).isEqualTo(143);
        assertThat(hone.temporaryFiles()).isEmptyDirectory();

        Ended killed = ended("KILL", "step ", "train", "--spec", "spec.yaml");
        assertThat(killed.out())
                .contains("Run r was found with")
                .contains("Watch it: scripts/hone console --warehouse " + folder.resolve("tables"));
        assertThat(hone.temporaryFiles()).isNotEmptyDirectory();
        Ended next = hone.hone("sql", "--warehouse", "tables", "select count(*) >= 2 as kept from steps");
        assertThat(next.out()).contains("true");
        assertThat(hone.temporaryFiles()).isEmptyDirectory();
    }

    @Test
    void anIngestStoppedByControlCEndsWith130AndIsMadeWholeByTheNext() throws Exception {
        Ended ended = ended("INT", "Run r:", "ingest", "--spec", "spec.yaml");
        assertThat(ended.err())
                .isEqualTo("stopped by SIGINT: what was committed stays; the same command makes the ingest whole\n");
        assertThat(ended.code()).isEqualTo(130);
        assertThat(hone.hone("ingest", "--spec", "spec.yaml").out()).contains("24 prompts");
    }

    @Test
    void aRewardThatExitsEndsWith1AndWhereItDidSo() throws Exception {
        Ended ended = hone.hone("run", "--spec", "spec.yaml", "--set", reward(ExitingReward.class));
        assertThat(ended.err())
                .startsWith("error: dev.hone.jobs.TestProcessEnds$ExitingReward.score (TestProcessEnds.java:")
                .contains("has ended the process before the command was done")
                .hasLineCount(1);
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void aRewardThatTakesAllMemoryEndsAsTheErrorOfItsRows() throws Exception {
        Ended ended =
                hone.withOption("-Xmx520m").hone("run", "--spec", "spec.yaml", "--set", reward(GreedyReward.class));
        assertThat(ended.err())
                .startsWith("error: the reward is unfit to train with:\n  - 16 of 16 prompts get no reward")
                .contains("java.lang.OutOfMemoryError")
                .contains("Correct the reward");
        assertThat(ended.code()).isEqualTo(65);
    }

    private static String reward(Class<?> type) {
        return "reward={kind: class, className: " + type.getName() + "}";
    }

    /** Sends the signal when the command has printed a text. */
    private Ended ended(String signal, String text, String... arguments) throws IOException, InterruptedException {
        Process process = hone.start(Hone.class, List.of(arguments));
        hone.awaitOutput(process, text);
        HoneProcess.signal(process, signal);
        return hone.ended(process);
    }
}
