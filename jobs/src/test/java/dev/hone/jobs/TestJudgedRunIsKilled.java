package dev.hone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.grader.chat.FakeChatEndpoint;
import dev.hone.grader.http.FakeHttpServer;
import dev.hone.grader.http.Fault;
import dev.hone.jobs.HoneProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings with a judge on loopback that counts what it is asked: killed in the middle of judging, and without an answer. */
class TestJudgedRunIsKilled {

    private static final int IN_FLIGHT = 4;
    private static final int ANSWERED_BEFORE_THE_KILL = 9;
    private static final int ANY = 1_000_000;

    @TempDir
    private Path folder;

    private final Semaphore answers = new Semaphore(ANY);
    private final FakeChatEndpoint judge = FakeChatEndpoint.answering(request -> {
        answers.acquireUninterruptibly();
        int score = 1 + Math.floorMod(FakeChatEndpoint.question(request).hashCode(), 5);
        return "{\"reason\": \"by its hash\", \"score\": " + score + "}";
    });
    private HoneProcess hone;

    @BeforeEach
    void writeSpecification() throws IOException {
        SmallSpecification.write(
                folder,
                1,
                """
                kind: judge
                range: {from: 1, to: 5}
                criteria: A good answer names what the order waits for.
                model:
                  endpoint: %s
                  name: judge-1
                  inFlight: %d
                  retrySeconds: 1
                  inputUsdPerMillionTokens: 1
                  outputUsdPerMillionTokens: 5
                """
                        .formatted(judge.url(), IN_FLIGHT));
        hone = new HoneProcess(folder);
    }

    @AfterEach
    void stop() {
        answers.release(ANY);
        judge.close();
    }

    @Test
    void aRunThatIsKilledWhileItIsJudgedGoesOnAndPaysForNothingTwiceButForCallsInFlight() throws Exception {
        Process process = hone.start(Hone.class, List.of("run", "--spec", "spec.yaml", "--force"));
        hone.awaitOutput(process, "step 1/3");
        answers.drainPermits();
        answers.release(ANSWERED_BEFORE_THE_KILL);
        while (answers.getQueueLength() < IN_FLIGHT) {
            assertThat(process.waitFor(2, TimeUnit.MILLISECONDS))
                    .as("the run ended before it was killed")
                    .isFalse();
        }
        HoneProcess.signal(process, "KILL");
        assertThat(hone.ended(process).code()).isEqualTo(137);
        int before = judge.calls();
        answers.release(ANY);

        Ended resumed = hone.hone("train", "--spec", "spec.yaml", "--force");

        assertThat(resumed.code()).as(resumed.err()).isZero();
        long questions = judge.requests().stream()
                .map(FakeHttpServer.Request::body)
                .distinct()
                .count();
        assertThat(judge.calls()).isGreaterThan(before);
        assertThat(judge.calls() - questions).as("paid twice").isLessThanOrEqualTo(IN_FLIGHT);
        Ended tables = hone.hone(
                "sql",
                "--warehouse",
                "tables",
                """
                select (select count(*) = %d and count(distinct key) = %d and sum(cost_usd) > 0 from judge_cache) as kept_once,
                  (select count(*) = 3 from steps where metrics['judge/cost_usd'] > 0 and metrics['judge/calls'] > 0) as judged
                """
                        .formatted(questions, questions));
        assertThat(tables.out()).containsPattern("true\\W+true");
    }

    @Test
    void aJudgeThatIsDownEndsTheRunWith69AndTheSameCommandGoesOn() throws Exception {
        assertThat(hone.hone("ingest", "--spec", "spec.yaml").code()).isZero();
        judge.failNext(IntStream.range(0, 200).mapToObj(i -> Fault.status(503)).toArray(Fault[]::new));

        Ended down = hone.hone("train", "--spec", "spec.yaml", "--force");
        assertThat(down.code()).as(down.err()).isEqualTo(69);
        assertThat(down.err()).contains("The model judge-1 does not answer").contains("status 503");
        judge.forgetFaults();

        Ended spent = hone.hone("train", "--spec", "spec.yaml", "--force", "--set", "reward.model.maxUsd=0.004");
        assertThat(spent.code()).as(spent.err()).isEqualTo(78);
        assertThat(spent.err()).contains("USD that maxUsd allows").contains("raise maxUsd");
        int paid = judge.calls();

        Ended done = hone.hone("train", "--spec", "spec.yaml", "--force");
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(judge.calls()).isGreaterThan(paid);
    }
}
