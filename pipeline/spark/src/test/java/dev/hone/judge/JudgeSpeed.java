package dev.hone.judge;

import dev.hone.SparkTest;
import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.grader.reply.ReplyStores;
import dev.hone.reward.RewardDefinition;
import dev.hone.reward.RewardFunction;
import dev.hone.reward.RewardFunctions;
import dev.hone.reward.RewardInput;
import dev.hone.reward.RewardResult;
import dev.hone.table.Warehouse;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * What judging costs besides the endpoint's own time, as one line of JSON for each figure: a call with 256 questions under way, and a
 * question that was answered before, from the table and from memory. The endpoint is in the same JVM, so its work counts as ours.
 */
final class JudgeSpeed {

    private static final int IN_FLIGHT = 256;
    private static final int ENDPOINT_MILLIS = 50;
    private static final int CALLS = 20_000;
    private static final int HITS = 50_000;
    private static final String ANSWER = "{\"reason\": \"because\", \"score\": 4}";

    private JudgeSpeed() {}

    public static void main(String[] args) throws Exception {
        calls();
        hits();
    }

    private static void calls() {
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> {
                    LockSupport.parkNanos(ENDPOINT_MILLIS * 1_000_000L);
                    return ANSWER;
                });
                RewardFunction judge = judge(endpoint)) {
            seconds(judge, rows("warm", 2_000));
            double seconds = seconds(judge, rows("timed", CALLS));
            double endpointSeconds = CALLS * (ENDPOINT_MILLIS / 1e3) / IN_FLIGHT;
            print("judge_call", "overhead_millis_per_call", 1e3 * (seconds - endpointSeconds) / CALLS);
        }
    }

    private static void hits() throws Exception {
        Warehouse warehouse = new Warehouse(
                SparkTest.session(),
                Files.createTempDirectory("judge-speed").resolve("w").toString());
        List<RewardInput> rows = rows("hit", HITS);
        try (FakeChatEndpoint endpoint = FakeChatEndpoint.answering(request -> ANSWER)) {
            JudgeCache.during(warehouse, "paid", () -> {
                try (RewardFunction judge = judge(endpoint)) {
                    seconds(judge, rows);
                    ReplyStores.current().commit();
                }
            });
            JudgeCache.during(warehouse, "warm", () -> {
                try (RewardFunction judge = judge(endpoint)) {
                    seconds(judge, rows);
                }
            });
            JudgeCache.during(warehouse, "again", () -> {
                try (RewardFunction judge = judge(endpoint)) {
                    print("judge_cache_table", "rows_per_second", HITS / seconds(judge, rows));
                    List<RewardInput> recent = rows.subList(HITS - 10_000, HITS);
                    seconds(judge, recent);
                    print("judge_cache_memory", "rows_per_second", recent.size() / seconds(judge, recent));
                }
            });
            if (endpoint.calls() != HITS) {
                throw new IllegalStateException("paid " + endpoint.calls() + " times for " + HITS + " questions");
            }
        }
    }

    private static RewardFunction judge(FakeChatEndpoint endpoint) {
        return RewardFunctions.create(new RewardDefinition(
                "judge",
                Map.of(
                        "range",
                        Map.of("from", 1, "to", 5),
                        "model",
                        Map.of("endpoint", endpoint.url(), "name", "judge-1", "inFlight", IN_FLIGHT))));
    }

    private static List<RewardInput> rows(String kind, int count) {
        return IntStream.range(0, count)
                .mapToObj(row -> new RewardInput(
                        "[{\"role\": \"user\", \"content\": \"When does the ferry leave, and from where?\"}]",
                        "It leaves at nine from the northern pier, " + kind + " " + row + ".",
                        Optional.empty(),
                        Optional.empty(),
                        kind + row,
                        0))
                .toList();
    }

    private static double seconds(RewardFunction judge, List<RewardInput> rows) {
        long start = System.nanoTime();
        List<RewardResult> results = judge.scoreBatch(rows);
        double seconds = (System.nanoTime() - start) / 1e9;
        results.stream().flatMap(result -> result.error().stream()).findFirst().ifPresent(error -> {
            throw new IllegalStateException(error);
        });
        return seconds;
    }

    private static void print(String benchmark, String unit, double value) {
        System.out.printf(Locale.ROOT, "{\"benchmark\": \"%s\", \"%s\": %.3f}%n", benchmark, unit, value);
    }
}
