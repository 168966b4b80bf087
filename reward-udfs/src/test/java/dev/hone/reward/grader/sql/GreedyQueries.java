package dev.hone.reward.grader.sql;

import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A process of its own, whose memory queries try to fill. It says what became of each of them. */
final class GreedyQueries {

    /** A thousand million rows, sorted. */
    private static final String GREEDY = "SELECT a.n, b.n, c.n FROM t a, t b, t c ORDER BY a.n + b.n * c.n";

    private static final String MODEST = "SELECT MAX(n) FROM t";

    private static final List<String> SET_UP = List.of(
            "CREATE TABLE t (n INTEGER)",
            IntStream.range(0, 1_000)
                    .mapToObj(n -> "(" + n + ")")
                    .collect(Collectors.joining(",", "INSERT INTO t VALUES ", "")));

    private GreedyQueries() {}

    public static void main(String[] arguments) throws InterruptedException {
        AtomicBoolean isDone = new AtomicBoolean();
        Thread bystander = new Thread(() -> {
            while (!isDone.get()) {
                System.setProperty("bystander", "a".repeat(1 << 20));
                LockSupport.parkNanos(1_000_000);
            }
            System.out.println("the bystander lives");
        });
        bystander.start();
        RewardDefinition definition = new RewardDefinition("sql", Map.of("setup", SET_UP, "timeoutMillis", 60_000));
        try (RewardFunction sql = RewardFunctions.create(definition)) {
            for (List<String> pair :
                    List.of(List.of(GREEDY, MODEST), List.of(MODEST, GREEDY), List.of(MODEST, "SELECT 999"))) {
                System.out.println(sql.score(RewardInput.of(pair.get(0), Optional.of(pair.get(1)))));
            }
        }
        isDone.set(true);
        bystander.join();
    }
}
