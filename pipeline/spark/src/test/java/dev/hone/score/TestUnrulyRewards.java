package dev.hone.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.ChildJvm;
import dev.hone.SparkTest;
import dev.hone.error.DataException;
import dev.hone.error.EndpointException;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import dev.hone.settings.ScoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rewards of users that hang, or use up what the JVM has. */
class TestUnrulyRewards extends SparkTest {

    private static final ScoreSettings SECOND = new ScoreSettings(0.5, 1);

    /** Waits as a client without a time limit does, where the completion says so. */
    public static final class Waits implements RewardFunction {

        static CountDownLatch answer = new CountDownLatch(1);

        @Override
        public String name() {
            return "waits";
        }

        @Override
        public RewardResult score(RewardInput input) {
            if (input.completion().equals("wait")) {
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return RewardResult.of(1);
        }
    }

    /** Computes on and heeds no interrupt, until the test is over. */
    public static final class Spins implements RewardFunction {

        static volatile boolean over;

        @Override
        public String name() {
            return "spins";
        }

        @Override
        public RewardResult score(RewardInput input) {
            while (input.completion().equals("spin") && !over) {
                Thread.onSpinWait();
            }
            return RewardResult.of(1);
        }
    }

    /** Asks for more than there is, or throws what Java code cannot throw undeclared. */
    public static final class Greedy implements RewardFunction {

        @Override
        public String name() {
            return "greedy";
        }

        @Override
        public RewardResult score(RewardInput input) {
            return switch (input.completion()) {
                case "all" -> RewardResult.of(tooMuch());
                case "call" -> score(input);
                case "link" -> throw new NoClassDefFoundError("com/example/Missing");
                case "checked" -> throw sneaky(new IOException("no such file"));
                default -> RewardResult.of(1);
            };
        }

        private static int tooMuch() {
            return new long[Integer.MAX_VALUE - 8].length; // 16 GiB
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
            throw (T) thrown;
        }
    }

    /** Keeps whatever it gets. */
    public static final class Hoards implements RewardFunction {

        private static final List<byte[]> HOARD = new ArrayList<>();

        @Override
        public String name() {
            return "hoards";
        }

        @Override
        public RewardResult score(RewardInput input) {
            while (true) {
                HOARD.add(new byte[1 << 16]);
            }
        }
    }

    /** A driver whose reward leaves it no memory. */
    static final class HoardingDriver {

        private HoardingDriver() {}

        public static void main(String[] args) {
            SparkTest.session();
            scoreRollouts(Hoards.class, new ScoreSettings(1, 60)).execute(1, rows(3, "all"), Function.identity());
        }
    }

    @Test
    void theRowsOfACallThatHangsAreErrorsAndTheOthersAreScored() {
        List<RewardInput> rollouts = new ArrayList<>(rows(140, "fine"));
        rollouts.set(3, row(3, "wait"));

        ScoreResult<RewardInput> result = scoreRollouts(Waits.class, SECOND).execute(1, rollouts, Function.identity());

        assertThat(result.scored()).hasSize(140);
        assertThat(result.errors()).isBetween(1, GroupBatches.MAX_BATCH_ROWS);
        assertThat(result.scored().get(3).result().error().orElseThrow())
                .startsWith("timed out after 1 s (at " + Waits.class.getName() + ".score");
        assertThat(result.scored().get(139).result().reward()).hasValue(1);
        assertThatCode(result::requireErrorShareWithinLimit).doesNotThrowAnyException();
        assertThat(Thread.getAllStackTraces().keySet())
                .as("a thread that heeds interrupts has ended, although it scored row by row")
                .noneMatch(thread -> thread.getName().equals("reward-waits"));
    }

    @Test
    void aRunOfWhichTooManyCallsHangEndsAsOneWhoseEndpointDoesNotAnswer() {
        ScoreResult<RewardInput> result =
                scoreRollouts(Waits.class, SECOND).execute(1, rows(2, "wait"), Function.identity());

        assertThatThrownBy(result::requireErrorShareWithinLimit)
                .isInstanceOf(EndpointException.class)
                .hasMessageContaining("2 of 2 completions have no reward")
                .hasMessageContaining("timed out after 1 s");
    }

    @Test
    void aThreadThatCannotBeStoppedIsLeftBehindAndLaterBatchesAreScored() throws InterruptedException {
        Spins.over = false;
        try {
            ScoreRollouts scoreRollouts = scoreRollouts(Spins.class, SECOND);
            assertThat(scoreRollouts
                            .execute(1, rows(1, "spin"), Function.identity())
                            .errors())
                    .isOne();
            assertThat(scoreRollouts
                            .execute(2, rows(5, "fine"), Function.identity())
                            .errors())
                    .isZero();
            assertThat(spinning()).hasSize(1).allMatch(Thread::isDaemon);
        } finally {
            Spins.over = true;
            for (Thread thread : spinning()) {
                thread.join();
            }
        }
    }

    @Test
    void tooManyThreadsLeftBehindEndTheRun() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        List<Thread> left = IntStream.range(0, StuckThreads.MAX)
                .mapToObj(i -> new Thread(() -> await(over)))
                .toList();
        left.forEach(Thread::start);
        left.forEach(StuckThreads::leave);
        Spins.over = false;
        try {
            assertThatThrownBy(
                            () -> scoreRollouts(Spins.class, SECOND).execute(1, rows(1, "spin"), Function.identity()))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("More than 16 calls of the reward function spins took longer than 1 s")
                    .hasMessageContaining("raise train.rewardTimeoutSeconds");
        } finally {
            Spins.over = true;
            over.countDown();
            for (Thread thread : left) {
                thread.join();
            }
        }
    }

    @Test
    void whatUsesUpMemoryOrStackIsTheErrorOfItsRow() {
        List<RewardInput> rollouts = List.of(
                row(0, "all"), row(1, "fine"), row(2, "call"), row(3, "link"), row(4, "checked"), row(5, "fine"));

        ScoreResult<RewardInput> result =
                scoreRollouts(Greedy.class, new ScoreSettings(1, 60)).execute(1, rollouts, Function.identity());

        assertThat(result.errors()).isEqualTo(4);
        assertThat(error(result, 0)).startsWith("java.lang.OutOfMemoryError");
        assertThat(error(result, 2)).startsWith("java.lang.StackOverflowError");
        assertThat(error(result, 3)).startsWith("java.lang.NoClassDefFoundError: com/example/Missing");
        assertThat(error(result, 4)).startsWith("java.io.IOException: no such file");
        assertThat(result.scored().get(5).result().reward()).hasValue(1);
    }

    @Test
    void aDriverThatIsLeftWithoutMemoryEndsAtOnceAndNamesTheReward() throws Exception {
        Path log = folder.resolve("log");
        Process driver = ChildJvm.start(HoardingDriver.class, log);
        try {
            assertThat(driver.waitFor(3, TimeUnit.MINUTES))
                    .as(() -> ChildJvm.output(log))
                    .isTrue();
        } finally {
            driver.destroyForcibly();
        }

        assertThat(ChildJvm.output(log))
                .contains("error: The reward function hoards has used up the memory of the process");
        assertThat(driver.exitValue()).isEqualTo(65);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Thread> spinning() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("reward-spins"))
                .toList();
    }

    private static String error(ScoreResult<RewardInput> result, int row) {
        return result.scored().get(row).result().error().orElseThrow();
    }

    private static ScoreRollouts scoreRollouts(Class<? extends RewardFunction> type, ScoreSettings settings) {
        return new ScoreRollouts(spark(), new RewardDefinition("class", Map.of("className", type.getName())), settings);
    }

    private static List<RewardInput> rows(int count, String completion) {
        return IntStream.range(0, count).mapToObj(i -> row(i, completion)).toList();
    }

    private static RewardInput row(int i, String completion) {
        return new RewardInput("[]", completion, Optional.empty(), Optional.empty(), "prompt-" + i, i);
    }
}
