package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.grader.http.Fault;
import dev.hone.jobs.HoneProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hone reward check} with a judge on loopback, as typed. */
class TestRewardCheckJob {

    @TempDir
    private Path folder;

    private final FakeChatEndpoint judge = FakeChatEndpoint.answering(TestRewardCheckJob::verdict);

    @AfterEach
    void stop() {
        judge.close();
    }

    @Test
    void aJudgeThatIsDownIsToldOnceAndEndsTheCheckWith69AndTheSameCommandGoesOn() throws Exception {
        Files.writeString(
                folder.resolve("rows.jsonl"),
                """
                {"messages": [{"role": "user", "content": "where is order 7"}], "reference_answer": "delivery"}
                {"messages": [{"role": "user", "content": "where is order 8"}], "reference_answer": "delivery"}
                """);
        Files.writeString(
                folder.resolve("spec.yaml"),
                """
                warehouse: tables
                reward:
                  kind: judge
                  range: {from: 1, to: 5}
                  model: {endpoint: "%s", name: judge-1, retrySeconds: 1}
                """
                        .formatted(judge.url()));
        String[] check = {"reward", "check", "--spec", "spec.yaml", "--sample", "rows.jsonl"};
        HoneProcess hone = new HoneProcess(folder);
        judge.failNext(IntStream.range(0, 1000).mapToObj(i -> Fault.status(503)).toArray(Fault[]::new));

        Ended down = hone.hone(check);

        assertThat(down.code()).as(down.err()).isEqualTo(69);
        assertThat(down.err())
                .containsOnlyOnce(
                        "warning: The model judge-1 does not answer: " + judge.url() + "/chat/completions answered")
                .contains("status 503")
                .contains("It is asked again, for up to 1 s (retrySeconds)\n")
                .containsOnlyOnce("error: The model judge-1 does not answer: ")
                .endsWith("see to it that it answers, and start the same command again\n");
        judge.forgetFaults();
        Ended up = hone.hone(check);
        assertThat(up.code()).as(up.err()).isZero();
        assertThat(up.out())
                .contains("the reference                                    1.000    1.000    1.000")
                .contains("Asked twice:   the same reward for all of ")
                .endsWith("Verdict: fit\n");
    }

    private static String verdict(JsonNode request) {
        boolean right =
                FakeChatEndpoint.question(request).matches("(?s).*<completion \\w+>\\ndelivery\\n</completion.*");
        return "{\"reason\": \"by the word\", \"score\": " + (right ? 5 : 1) + "}";
    }
}
